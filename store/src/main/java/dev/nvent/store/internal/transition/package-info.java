@NullMarked
package dev.nvent.store.internal.transition;

import org.jspecify.annotations.NullMarked;
