/** The scheduler and the workers. */
@NullMarked
package dev.nvent.store.internal.work;

import org.jspecify.annotations.NullMarked;
