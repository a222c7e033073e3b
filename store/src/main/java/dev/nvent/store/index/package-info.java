/** Sorted indexes: entries with a score, metadata and a version. */
@NullMarked
package dev.nvent.store.index;

import org.jspecify.annotations.NullMarked;
