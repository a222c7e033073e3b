/** What may be deleted, and its deletion in small batches. */
@NullMarked
package dev.nvent.store.retention;

import org.jspecify.annotations.NullMarked;
