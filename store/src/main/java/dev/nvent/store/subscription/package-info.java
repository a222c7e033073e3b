/** Subscriptions: following events as they are committed. */
@NullMarked
package dev.nvent.store.subscription;

import org.jspecify.annotations.NullMarked;
