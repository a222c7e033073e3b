/** The routing of metadata fields to columns, of metadata to writes, and of rows to metadata. */
@NullMarked
package dev.nvent.store.internal.field;

import org.jspecify.annotations.NullMarked;
