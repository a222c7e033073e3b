/** Migrations: history, lock, execution, rollback, adoption of Node adapter databases, comparison with the golden schema. */
@NullMarked
package dev.nvent.store.internal.schema;

import org.jspecify.annotations.NullMarked;
