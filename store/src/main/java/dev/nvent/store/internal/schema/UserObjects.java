package dev.nvent.store.internal.schema;

import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Objects of the namespace that the user's migrations created: tables and views with the prefix, and columns, constraints
 * and indexes of the store's tables. They are recorded when the migrations run, because a process without these migrations
 * could not distinguish them from objects of others.
 */
record UserObjects(SqlSession session, Namespace namespace) {

    private static final String UNDEFINED_TABLE = "42P01";

    /** Returns the recorded objects; none on a schema that is too old to have records. */
    List<SchemaObject> recorded() throws SQLException {
        try {
            return session.query(
                    "history/recorded_objects.sql",
                    row -> SchemaObject.parse(row.getString("object") + ": " + row.getString("definition")));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Runs migrations of the user and records the objects that are new then, also if one of the migrations fails.
     *
     * @param hasRun whether migrations of the user ran before; if these recorded nothing, all objects are taken as theirs
     */
    <T> T recordWhile(boolean hasRun, LockRetry.Work<T> migrations) throws SQLException {
        Set<String> recorded = keys(recorded());
        Set<String> foreign = hasRun && recorded.isEmpty()
                ? Set.of()
                : keys(beyondStore()
                        .filter(object -> !recorded.contains(object.key()))
                        .toList());
        try {
            return migrations.run();
        } finally {
            record(beyondStore()
                    .filter(object -> !foreign.contains(object.key()))
                    .toList());
        }
    }

    /** Records objects that were created by a version of the store that kept no records. */
    void recordIfNone() throws SQLException {
        if (recorded().isEmpty()) {
            record(beyondStore().toList());
        }
    }

    /** Forgets objects that an undo file dropped. */
    void forgetDropped() throws SQLException {
        Set<String> recorded = keys(recorded());
        if (!recorded.isEmpty()) {
            record(beyondStore()
                    .filter(object -> recorded.contains(object.key()))
                    .toList());
        }
    }

    private Stream<SchemaObject> beyondStore() throws SQLException {
        Set<String> own = keys(SchemaDescription.golden().objects());
        return SchemaDescription.live(session, namespace).objects().stream()
                .filter(object -> !own.contains(object.key()));
    }

    private void record(List<SchemaObject> objects) throws SQLException {
        Connection connection = session.connection();
        try {
            session.inTransaction(() -> {
                session.update("history/forget_objects.sql");
                session.update(
                        "history/record_objects.sql",
                        connection.createArrayOf(
                                "text", objects.stream().map(SchemaObject::key).toArray()),
                        connection.createArrayOf(
                                "text",
                                objects.stream().map(SchemaObject::definition).toArray()));
            });
        } catch (SQLException e) {
            if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private static Set<String> keys(List<SchemaObject> objects) {
        return objects.stream().map(SchemaObject::key).collect(Collectors.toSet());
    }
}
