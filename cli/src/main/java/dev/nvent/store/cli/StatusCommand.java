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

/** Tells how the schema stands. */
@Command(
        name = "status",
        description = {
            "Tell the schema's version, what is pending, and what has drifted.",
            "",
            "States: current; outdated ('nvent migrate'); empty (the same); original, made by the original adapter "
                    + "('nvent adopt' or 'nvent migrate'); newer (use a newer nvent); changed (a migration was changed "
                    + "after it was applied). Exit code 0 if it is current and nothing of it is missing or changed."
        })
final class StatusCommand extends SchemaCommand {

    @Override
    int run(SchemaMigrator migrator) throws SQLException {
        SchemaStatus status = migrator.status();
        // Before it is current, everything that is pending would be told twice.
        List<Difference> drift = status.state() == SchemaState.CURRENT ? migrator.validate() : List.of();
        if (output().isJson()) {
            json(status, drift);
        } else {
            show(status, drift);
        }
        boolean drifted = drift.stream().anyMatch(difference -> difference.kind() != Difference.Kind.FOREIGN);
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
        json.put("drift", Schemas.differences("drift", "", "", drift).json());
        output().print(json);
    }

    private void show(SchemaStatus status, List<Difference> drift) throws SQLException {
        Optional<Instant> last = status.applied().stream()
                .flatMap(migration -> migration.appliedAt().stream())
                .max(Instant::compareTo);
        output().line("Where:    " + place());
        output().line("State:    " + state(status));
        output().line("Version:  " + status.version() + ", latest " + status.latest());
        output().line("Applied:  " + status.applied().size() + " migrations"
                + last.map(time -> ", the last at " + Shown.time(time)).orElse(""));
        section("Pending", migrations("pending", status.pending()));
        section("Changed since they were applied", migrations("changed", status.changed()));
        section("Unknown here", migrations("unknown", status.unknown()));
        section("Not as the migrations make it", Schemas.differences("drift", "", "", drift));
    }

    private void section(String title, Listing listing) {
        if (!listing.rows().isEmpty()) {
            output().line("\n" + title + ":");
            output().print(listing);
        }
    }

    private static Listing migrations(String key, List<Migration> migrations) {
        return Schemas.migrations(key, "", "", migrations);
    }

    private static String state(SchemaStatus status) {
        return status.state().name().toLowerCase(Locale.ROOT);
    }
}
