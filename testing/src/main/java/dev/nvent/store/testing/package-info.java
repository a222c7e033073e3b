/** Finds a PostgreSQL for whoever needs one: the build, the tests, the demo. */
package dev.nvent.store.testing;
