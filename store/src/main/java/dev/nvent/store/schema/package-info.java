/** Creates, migrates and checks the tables. Begin with {@link dev.nvent.store.schema.SchemaMigrator}. */
@NullMarked
package dev.nvent.store.schema;

import org.jspecify.annotations.NullMarked;
