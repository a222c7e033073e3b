/** All changes of one step of a workflow, as one transaction in one round trip. */
@NullMarked
package dev.nvent.store.transition;

import org.jspecify.annotations.NullMarked;
