/**
 * Auto-configuration for Spring Boot: an {@link dev.nvent.store.NventStore} on the application's {@code DataSource} that
 * joins its transactions.
 */
@NullMarked
package dev.nvent.store.spring;

import org.jspecify.annotations.NullMarked;
