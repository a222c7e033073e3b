package dev.nvent.store.internal.schema;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.STREAM_TYPES;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Difference.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the contents of the tables with the catalog: the registry of partitions, and the sequences of ids.
 *
 * @param hasIdsOfSeveralNodes whether ids are drawn on several nodes, so that a sequence is not beyond all of them
 */
record StoredState(SqlSession session, SchemaDescription live, boolean hasIdsOfSeveralNodes) {

    List<Difference> differences() throws SQLException {
        if (!live.hasTable(STREAM.getName()) || !live.hasTable(STREAM_TYPES.getName())) {
            return List.of();
        }
        var differences = new ArrayList<>(session.query(
                "inspection/partitions.sql",
                row -> new Difference(
                        Kind.valueOf(row.getString("kind")),
                        row.getString("object"),
                        row.getString("expected"),
                        row.getString("found"))));
        if (!hasIdsOfSeveralNodes && live.hasTable(FLOW_EVENTS.getName()) && live.hasTable(TRIGGER_EVENTS.getName())) {
            differences.addAll(session.query(
                    "inspection/sequences.sql",
                    row -> new Difference(
                            Kind.CHANGED,
                            "sequence " + row.getString("table_name") + ".id",
                            "at least " + row.getLong("highest"),
                            row.getLong("position") + "; to correct it: " + row.getString("command"))));
        }
        return List.copyOf(differences);
    }
}
