/** The statements of retention, and the loop that sends them. */
@NullMarked
package dev.nvent.store.internal.retention;

import org.jspecify.annotations.NullMarked;
