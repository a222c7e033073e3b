/** Tables of the caller that hold sorted indexes. */
@NullMarked
package dev.nvent.store.catalog;

import org.jspecify.annotations.NullMarked;
