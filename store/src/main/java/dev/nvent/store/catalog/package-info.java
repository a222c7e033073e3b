/** Tables of the caller's that hold sorted indexes. */
@NullMarked
package dev.nvent.store.catalog;

import org.jspecify.annotations.NullMarked;
