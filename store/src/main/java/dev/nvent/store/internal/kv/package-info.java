/** Keys, values and leases: their input, their statements. */
@NullMarked
package dev.nvent.store.internal.kv;

import org.jspecify.annotations.NullMarked;
