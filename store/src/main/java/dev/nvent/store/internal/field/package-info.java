/** Where a metadata field lives, and how metadata becomes writes and rows become metadata. */
@NullMarked
package dev.nvent.store.internal.field;

import org.jspecify.annotations.NullMarked;
