package dev.nvent.store.codegen;

import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** The statement of a migration that failed, which Flyway's own message omits. */
public final class FailedStatement {

    private FailedStatement() {}

    /** Describes the file, the line, the error and the statement, if a statement is the cause of a failure. */
    public static Optional<String> describe(Throwable failure, Path migrations) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script) {
                return Optional.of("Migration %s failed at line %d: %s%n%s%nin %s"
                        .formatted(
                                script.getResource().getFilename(),
                                script.getLineNumber(),
                                script.getCause().getMessage(),
                                script.getStatement(),
                                migrations));
            }
        }
        return Optional.empty();
    }
}
