package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.Namespace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The privileges of the session, checked before the first change, so that a standby or a role without privileges fails at
 * once.
 *
 * @param otherOwner a role that owns tables of the namespace and that this role is not a member of
 */
record Privileges(
        String role,
        boolean isStandby,
        boolean isReadOnly,
        boolean schemaExists,
        boolean mayCreate,
        Optional<String> otherOwner,
        String database,
        String encoding) {

    static Privileges read(SqlSession session, Namespace namespace) throws SQLException {
        Object[] tables = SchemaDescription.golden().objects().stream()
                .filter(object -> object.is("table"))
                .map(object -> namespace.tablePrefix() + object.table())
                .toArray();
        return session.query(
                        "inspection/privileges.sql",
                        Privileges::read,
                        session.connection().createArrayOf("text", tables))
                .get(0);
    }

    /** @throws SchemaException if the session cannot create and alter the tables, with the reason and the remedy */
    void requireOwner(Namespace namespace) {
        if (isStandby) {
            throw failure(namespace, "a primary server", "a standby, which is read-only; migrate on the primary");
        }
        if (isReadOnly) {
            throw failure(
                    namespace,
                    "a session that may write",
                    "a read-only one (default_transaction_read_only, or read-only in the URL)");
        }
        if (!mayCreate) {
            throw failure(
                    namespace,
                    schemaExists
                            ? "a role with CREATE on the schema"
                            : "a role with CREATE on the database " + database + ", or an existing schema",
                    "role " + role + " without it; " + remedy());
        }
        otherOwner.ifPresent(owner -> {
            throw failure(
                    namespace,
                    "the owner of the tables, which is " + owner + ", or a member of that role",
                    "role " + role + "; " + remedy());
        });
    }

    /** @throws SchemaException if the database cannot store all text */
    void requireUnicode(Namespace namespace) {
        if (!encoding.equals("UTF8")) {
            throw failure(
                    namespace,
                    "a database with the encoding UTF8",
                    "the encoding " + encoding
                            + ", which cannot hold all text; create the database with ENCODING 'UTF8'");
        }
    }

    private String remedy() {
        return "run './nvent migrate' as the owner and './nvent grants ROLE --apply' for the role of the application, and open "
                + "the store with autoMigrate off";
    }

    private static SchemaException failure(Namespace namespace, String expected, String found) {
        return new SchemaException(namespace.toString(), expected, found, null);
    }

    private static Privileges read(ResultSet row) throws SQLException {
        return new Privileges(
                row.getString("role_name"),
                row.getBoolean("is_standby"),
                row.getBoolean("is_read_only"),
                row.getBoolean("schema_exists"),
                row.getBoolean("may_create"),
                Optional.ofNullable(row.getString("other_owner")),
                row.getString("database_name"),
                row.getString("encoding"));
    }
}
