package dev.nvent.store.test.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Connects the {@code DataSource} of a test's application to an empty database of its own, on a real PostgreSQL, in place of
 * {@code spring.datasource.*}: as {@code @ServiceConnection} does with a container. The application migrates it. Tests with
 * the same cached application context share the database.
 *
 * <p>For {@code @SpringBootTest}, and for the slices {@code @JdbcTest} and {@code @JooqTest}, which then include the store.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureStoreDatabase {}
