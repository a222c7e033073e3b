/** What a workflow does at one step, in one round trip. */
@NullMarked
package dev.nvent.store.transition;

import org.jspecify.annotations.NullMarked;
