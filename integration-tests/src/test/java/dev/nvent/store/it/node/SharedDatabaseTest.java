package dev.nvent.store.it.node;

import dev.nvent.store.schema.Namespace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A test of the store and the Node adapter on the same tables, in the default namespace. */
abstract class SharedDatabaseTest {

    static SharedDatabase database;
    static JavaStore store;
    static NodeAdapter nodeAdapter;

    @BeforeAll
    static void start() {
        database = new SharedDatabase();
        nodeAdapter = database.startNodeAdapter(Namespace.DEFAULT);
        store = database.startStore(Namespace.DEFAULT);
    }

    @AfterAll
    static void end() {
        if (database != null) {
            database.close();
        }
    }
}
