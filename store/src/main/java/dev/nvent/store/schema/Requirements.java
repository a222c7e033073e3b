package dev.nvent.store.schema;

import dev.nvent.store.error.SchemaException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.Constants;

/** What the store needs besides its schema, and the errors where it is missing. */
public final class Requirements {

    private static final int OLDEST_SERVER = 15;
    private static final String JOOQ = "3.21";

    private Requirements() {}

    /** Asks the driver, which knows it since it connected. */
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
     * The generated classes run on the jOOQ that generated them; another one fails later, and says less.
     *
     * @throws SchemaException if another one is there
     */
    public static void checkJooq() {
        checkJooq(jooqVersion());
    }

    static void checkJooq(String version) {
        if (!version.equals(JOOQ) && !version.startsWith(JOOQ + ".")) {
            throw new SchemaException("jOOQ on the class path", "version " + JOOQ, "version " + version, null);
        }
    }

    /** By reflection, because the compiler copies a constant. */
    private static String jooqVersion() {
        try {
            return (String) Constants.class.getField("FULL_VERSION").get(null);
        } catch (ReflectiveOperationException e) {
            return "unknown";
        }
    }
}
