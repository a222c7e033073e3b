/** Metrics and traces of a store through Micrometer. */
@NullMarked
package dev.nvent.store.micrometer;

import org.jspecify.annotations.NullMarked;
