/** Conversion between Java values, JSON and text: exact, and validated before anything is sent. */
@NullMarked
package dev.nvent.store.internal.json;

import org.jspecify.annotations.NullMarked;
