/** Parses subjects. */
@NullMarked
package dev.nvent.store.internal.subject;

import org.jspecify.annotations.NullMarked;
