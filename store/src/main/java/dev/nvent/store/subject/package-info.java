/** Typed subjects: the streams and indexes that operations address. */
@NullMarked
package dev.nvent.store.subject;

import org.jspecify.annotations.NullMarked;
