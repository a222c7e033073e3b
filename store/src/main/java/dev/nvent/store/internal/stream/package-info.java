/** Appends, reads and imports of events: their input, their statements, their partitions. */
@NullMarked
package dev.nvent.store.internal.stream;

import org.jspecify.annotations.NullMarked;
