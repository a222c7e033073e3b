/** What all operations need of their arguments. */
@NullMarked
package dev.nvent.store.internal;

import org.jspecify.annotations.NullMarked;
