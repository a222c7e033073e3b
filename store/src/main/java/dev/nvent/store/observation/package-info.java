/** Listening to the operations of a store, and its figures: for metrics, traces and health. */
@NullMarked
package dev.nvent.store.observation;

import org.jspecify.annotations.NullMarked;
