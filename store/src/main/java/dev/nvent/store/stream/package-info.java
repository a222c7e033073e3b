/** Event streams, append-only. */
package dev.nvent.store.stream;
