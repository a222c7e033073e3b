package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaStatus;
import java.util.List;
import org.jooq.DSLContext;

/**
 * What the doctor looks at.
 *
 * @param drift where a current schema is not as the migrations make it
 * @param connections as many as the application may hold at once, in all of its processes
 */
record Patient(
        DSLContext dsl,
        Namespace namespace,
        SchemaStatus status,
        List<Difference> drift,
        ServerSettings settings,
        int connections) {}
