/** Tests of Spring Boot applications that use a store. */
@NullMarked
package dev.nvent.store.test.spring;

import org.jspecify.annotations.NullMarked;
