/** The heart: where a metadata field lives, and how metadata becomes writes. */
package dev.nvent.store.field;
