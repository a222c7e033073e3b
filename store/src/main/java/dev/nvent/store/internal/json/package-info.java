/** JSON in and out, exact and checked before it is sent. */
@NullMarked
package dev.nvent.store.internal.json;

import org.jspecify.annotations.NullMarked;
