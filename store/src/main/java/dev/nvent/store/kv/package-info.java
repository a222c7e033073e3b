/** Keys with values, for ever or for a time. */
@NullMarked
package dev.nvent.store.kv;

import org.jspecify.annotations.NullMarked;
