/** The only way to the database: jOOQ's context and its settings, transactions, retries, SQLSTATEs. */
package dev.nvent.store.internal.sql;
