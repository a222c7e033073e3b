/** The heart: where a metadata field lives, and how metadata becomes writes. */
@NullMarked
package dev.nvent.store.field;

import org.jspecify.annotations.NullMarked;
