/** Migrations: history, lock, execution, rollback, adoption of Node adapter databases, comparison with the golden schema. */
package dev.nvent.store.internal.schema;
