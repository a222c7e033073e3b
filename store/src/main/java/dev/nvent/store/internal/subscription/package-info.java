/** Subscriptions: the horizon of settled events, the ownership of partitions, and their workers. */
@NullMarked
package dev.nvent.store.internal.subscription;

import org.jspecify.annotations.NullMarked;
