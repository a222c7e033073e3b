/** Validation that all operations share. */
@NullMarked
package dev.nvent.store.internal;

import org.jspecify.annotations.NullMarked;
