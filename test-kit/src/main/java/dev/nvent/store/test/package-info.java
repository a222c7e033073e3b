/**
 * Tests of programs that use a store: {@link dev.nvent.store.test.StoreTest} gives each test an empty store on a real
 * PostgreSQL, and {@link dev.nvent.store.test.StoreAssertions} checks its contents.
 */
@NullMarked
package dev.nvent.store.test;

import org.jspecify.annotations.NullMarked;
