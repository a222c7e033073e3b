package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Prints the state of the schema. */
@Command(
        name = "status",
        description = {
            "Print the schema version, pending migrations and schema drift.",
            "",
            "States: current; outdated or empty (run 'nvent migrate'); node_adapter, created by the Node adapter (run "
                    + "'nvent adopt' or 'nvent migrate'); newer (use a newer nvent); changed (a migration was modified "
                    + "after it was applied). Exit code 0 if the schema is current and none of its objects is missing, "
                    + "changed or invalid."
        })
final class StatusCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) throws SQLException {
        SchemaStatus status = migrator.status();
        // On an outdated schema, the objects of pending migrations would be reported as drift.
        List<Difference> drift = status.state() == SchemaState.CURRENT ? migrator.validate() : List.of();
        if (output().isJson()) {
            json(status, drift);
        } else {
            show(status, drift);
        }
        boolean drifted = drift.stream().anyMatch(difference -> difference.kind() != Difference.Kind.UNEXPECTED);
        return status.state() == SchemaState.CURRENT && !drifted ? ExitCode.OK : ExitCode.FAILED;
    }

    private void json(SchemaStatus status, List<Difference> drift) {
        var json = new LinkedHashMap<String, Object>();
        json.put("state", state(status));
        json.put("version", status.version());
        json.put("latest", status.latest());
        json.put("applied", migrations("applied", status.applied()).json());
        json.put("pending", migrations("pending", status.pending()).json());
        json.put("changed", migrations("changed", status.changed()).json());
        json.put("unknown", migrations("unknown", status.unknown()).json());
        json.put("drift", SchemaFormatter.differences("drift", "", "", drift).json());
        output().print(json);
    }

    private void show(SchemaStatus status, List<Difference> drift) throws SQLException {
        Optional<Instant> last = status.applied().stream()
                .flatMap(migration -> migration.appliedAt().stream())
                .max(Instant::compareTo);
        output().line("Location: " + location());
        output().line("State:    " + state(status));
        output().line("Version:  " + status.version() + ", latest " + status.latest());
        output().line("Applied:  " + Formats.count(status.applied().size(), "migration")
                + last.map(time -> ", last at " + Formats.time(time)).orElse(""));
        section("Pending", migrations("pending", status.pending()));
        section("Changed after they were applied", migrations("changed", status.changed()));
        section("Unknown to this version", migrations("unknown", status.unknown()));
        section("Drift from the migrations", SchemaFormatter.differences("drift", "", "", drift));
    }

    private void section(String title, Listing listing) {
        if (!listing.rows().isEmpty()) {
            output().line("\n" + title + ":");
            output().print(listing);
        }
    }

    private static Listing migrations(String key, List<Migration> migrations) {
        return SchemaFormatter.migrations(key, "", "", migrations);
    }

    private static String state(SchemaStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }
}
