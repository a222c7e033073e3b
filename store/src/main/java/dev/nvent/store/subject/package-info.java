/** What an operation is about, and how that is spelled. */
@NullMarked
package dev.nvent.store.subject;

import org.jspecify.annotations.NullMarked;
