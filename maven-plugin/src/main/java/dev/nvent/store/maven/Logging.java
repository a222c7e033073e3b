package dev.nvent.store.maven;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The log levels of the libraries that the plugin uses, which would print hundreds of lines. */
final class Logging {

    /** Maven binds SLF4J to a logger that reads levels from system properties with this prefix. */
    private static final String LEVEL_OF = "org.slf4j.simpleLogger.log.";

    private static final Map<String, String> LEVELS = Map.of(
            "io.zonky.test", "warn",
            "org.flywaydb", "warn",
            "org.jooq", "warn",
            "org.testcontainers", "error",
            "tc", "warn");

    /** Flyway's logger where it does not use SLF4J. A field, because java.util.logging forgets loggers without references. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Logging() {}

    /** Limits the libraries to warnings. To be called before they are loaded; a level that the user set remains. */
    static void limit() {
        LEVELS.forEach((logger, level) -> setIfAbsent(LEVEL_OF + logger, level));
        setIfAbsent("org.jooq.no-logo", "true");
        setIfAbsent("org.jooq.no-tips", "true");
        FLYWAY.setLevel(Level.WARNING);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
