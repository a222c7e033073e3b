/** Schedules, jobs, and workers on claimed entries. */
@NullMarked
package dev.nvent.store.work;

import org.jspecify.annotations.NullMarked;
