/** Which tables there are, which columns are their keys, and which metadata fields have a column. */
@NullMarked
package dev.nvent.store.internal.catalog;

import org.jspecify.annotations.NullMarked;
