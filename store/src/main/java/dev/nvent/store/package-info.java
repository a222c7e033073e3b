/** Open a store ({@link dev.nvent.store.NventStore}) and use its three tiers: event streams, sorted indexes, keys with values. */
@NullMarked
package dev.nvent.store;

import org.jspecify.annotations.NullMarked;
