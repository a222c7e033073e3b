/** Fields of metadata: their columns, codecs and patches. */
@NullMarked
package dev.nvent.store.field;

import org.jspecify.annotations.NullMarked;
