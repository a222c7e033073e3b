/** Sorted indexes: entries with a score, metadata and a version. */
package dev.nvent.store.index;
