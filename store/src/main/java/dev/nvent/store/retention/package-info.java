/** Rules for the deletion of old data, and their execution in small batches. */
@NullMarked
package dev.nvent.store.retention;

import org.jspecify.annotations.NullMarked;
