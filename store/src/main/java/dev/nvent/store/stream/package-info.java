/** Event streams, append-only. */
@NullMarked
package dev.nvent.store.stream;

import org.jspecify.annotations.NullMarked;
