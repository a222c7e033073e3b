package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaStatus;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Input of the doctor's checks.
 *
 * @param drift differences between the schema and its migrations; empty unless the schema is current
 * @param layout how the tables are distributed over a Citus cluster; empty if they are not
 * @param maxConnections upper bound of the application's connections, over all of its processes
 */
record DoctorContext(
        DSLContext dsl,
        Namespace namespace,
        SchemaStatus status,
        List<Difference> drift,
        Optional<Distribution.Layout> layout,
        ServerSettings settings,
        int maxConnections) {}
