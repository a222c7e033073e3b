package dev.nvent.store.spring;

import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaStatus;

/** A store that the factory has opened. */
record OpenedStore(StoreOptions options) {

    /** Schema and prefix. */
    String name() {
        Namespace namespace = options.namespace();
        return namespace.schema() + "." + namespace.prefix();
    }

    /** One query. */
    SchemaStatus schema() {
        return new SchemaMigrator(options.unpooled(), options.namespace()).status();
    }
}
