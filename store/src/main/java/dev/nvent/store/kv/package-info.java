/** Keys with values, for ever or for a time. */
package dev.nvent.store.kv;
