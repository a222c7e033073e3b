package dev.nvent.store.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives parameters of tests a store in a database of its own, on a real PostgreSQL: of type {@code NventStore}, {@link
 * StoreDatabase} or {@code DataSource}. Each test gets an empty database, except where a parameter of {@code @BeforeAll}
 * asks for one: the tests of the class share that.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(StoreExtension.class)
public @interface StoreTest {

    /** Prefix of the tables, and namespace of subjects. */
    String prefix() default "nvent";

    /** Schema of the tables. */
    String schema() default "public";
}
