/** Queries of the caller's own on the generated tables. */
package dev.nvent.store.report;
