/** Creates, migrates and checks the tables. Begin with {@link dev.nvent.store.schema.SchemaMigrator}. */
package dev.nvent.store.schema;
