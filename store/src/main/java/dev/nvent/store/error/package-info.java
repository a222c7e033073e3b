/** What the store throws, and what every error says. */
@NullMarked
package dev.nvent.store.error;

import org.jspecify.annotations.NullMarked;
