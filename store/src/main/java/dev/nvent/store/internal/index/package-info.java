/** The statements on sorted indexes, and the operations that send them. */
@NullMarked
package dev.nvent.store.internal.index;

import org.jspecify.annotations.NullMarked;
