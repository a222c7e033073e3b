package dev.nvent.store.internal.schema;

import dev.nvent.store.error.SchemaException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Constants;

/** Checks the versions of the server and of jOOQ. */
public final class Requirements {

    private static final int OLDEST_SERVER = 15;
    private static final String JOOQ = "3.21";

    private Requirements() {}

    /** Sends no statement: the driver knows the version since it connected. */
    static void checkServer(Connection connection) throws SQLException {
        var server = connection.getMetaData();
        if (server.getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw new SchemaException(
                    "the server",
                    "PostgreSQL " + OLDEST_SERVER + " or newer",
                    server.getDatabaseProductName() + " " + server.getDatabaseProductVersion(),
                    null);
        }
    }

    /**
     * Checks the version of jOOQ. The generated classes need the minor version that generated them, and otherwise fail later
     * with an obscure error.
     *
     * @throws SchemaException if it is another version
     */
    public static void checkJooq() {
        checkJooq(jooqVersion());
    }

    static void checkJooq(String version) {
        if (!version.equals(JOOQ) && !version.startsWith(JOOQ + ".")) {
            throw new SchemaException("jOOQ on the class path", "version " + JOOQ, "version " + version, null);
        }
    }

    /** By reflection: the compiler would inline the constant. */
    private static String jooqVersion() {
        try {
            return (String) Constants.class.getField("FULL_VERSION").get(null);
        } catch (ReflectiveOperationException e) {
            return "unknown";
        }
    }
}
