/** The only way to the database: jOOQ's context and its settings, transactions, retries, SQLSTATEs. */
@NullMarked
package dev.nvent.store.internal.sql;

import org.jspecify.annotations.NullMarked;
