/** Queries of the caller's own on the generated tables. */
@NullMarked
package dev.nvent.store.report;

import org.jspecify.annotations.NullMarked;
