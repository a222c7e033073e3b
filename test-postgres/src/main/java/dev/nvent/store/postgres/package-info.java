/** Finds or starts a PostgreSQL server for the build, the tests, the benchmarks and the demo. */
package dev.nvent.store.postgres;
