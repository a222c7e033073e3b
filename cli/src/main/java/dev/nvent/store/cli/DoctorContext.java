package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaStatus;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Input of the doctor's checks.
 *
 * @param drift differences between the schema and its migrations; empty unless the schema is current
 * @param maxConnections upper bound of the application's connections, over all of its processes
 */
record DoctorContext(
        DSLContext dsl,
        Namespace namespace,
        SchemaStatus status,
        List<Difference> drift,
        ServerSettings settings,
        int maxConnections) {}
