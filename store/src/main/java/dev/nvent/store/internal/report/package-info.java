@NullMarked
package dev.nvent.store.internal.report;

import org.jspecify.annotations.NullMarked;
