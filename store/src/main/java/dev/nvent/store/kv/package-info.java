/** Keys with values, with or without expiry. */
@NullMarked
package dev.nvent.store.kv;

import org.jspecify.annotations.NullMarked;
