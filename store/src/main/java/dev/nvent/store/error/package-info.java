/** The exceptions of the store. */
@NullMarked
package dev.nvent.store.error;

import org.jspecify.annotations.NullMarked;
