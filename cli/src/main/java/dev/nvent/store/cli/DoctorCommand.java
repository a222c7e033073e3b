package dev.nvent.store.cli;

import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.cli.Finding.Level;
import dev.nvent.store.error.Call;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import dev.nvent.store.sql.Database;
import dev.nvent.store.sql.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks what a store in production depends on. */
@Command(
        name = "doctor",
        description = {
            "Check what a store in production depends on.",
            "",
            "That is: the schema, encryption, connections, vacuum, dead rows, long transactions, replication, and the "
                    + "server's settings. Changes nothing. What is amiss is told with its reason and its fix.",
            "",
            "Exit code 1 if there is a problem; with --strict, if there is a warning too. A role that is a member of "
                    + "pg_monitor sees most."
        })
final class DoctorCommand extends DatabaseCommand {

    private static final List<Function<Patient, List<Finding>>> CHECKS = List.of(
            ConnectionChecks::findings,
            SchemaChecks::findings,
            TableChecks::findings,
            ActivityChecks::findings,
            SettingChecks::findings);

    @Option(names = "--strict", description = "Warnings count as problems.")
    private boolean strict;

    @Option(
            names = "--pool-size",
            paramLabel = "N",
            description =
                    "The most connections of one process of the application; nvent.store.poolSize of --config, or "
                            + "else 10, unless given.")
    private Integer poolSize;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many processes have such a pool; ${DEFAULT-VALUE} unless given.")
    private int processes;

    @Override
    int run(StoreOptions options) throws SQLException {
        List<Finding> findings;
        try (Connection connection = options.unpooled().getConnection()) {
            findings = findings(options, connection);
        }
        if (output().isJson()) {
            output().print(Map.of(
                    "findings", findings.stream().map(Finding::json).toList()));
        } else {
            findings.forEach(this::print);
            output().line(summary(findings));
        }
        Level worst = Collections.max(findings.stream().map(Finding::level).toList());
        return worst == Level.PROBLEM || strict && worst == Level.WARNING ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<Finding> findings(StoreOptions options, Connection connection) {
        try (Progress progress = progress("Checking", CHECKS.size())) {
            Patient patient = patient(options, connection);
            var findings = new ArrayList<Finding>();
            for (int i = 0; i < CHECKS.size(); i++) {
                findings.addAll(CHECKS.get(i).apply(patient));
                progress.stepTo(i + 1L);
            }
            return findings;
        }
    }

    private Patient patient(StoreOptions options, Connection connection) {
        Namespace namespace = options.namespace();
        DSLContext dsl = Database.of(options.unpooled(), namespace.renderMapping(), RetryPolicy.DEFAULT)
                .on(connection)
                .dsl(new Call("doctor", null, null));
        var migrator = new SchemaMigrator(options.unpooled(), namespace);
        SchemaStatus status = migrator.status();
        List<Difference> drift = status.state() == SchemaState.CURRENT ? migrator.validate() : List.of();
        return new Patient(dsl, namespace, status, drift, ServerSettings.read(dsl), connections());
    }

    private int connections() {
        String configured = properties().get("nvent.store.poolSize");
        int size = poolSize != null
                ? poolSize
                : configured != null ? Integer.parseInt(configured) : PoolOptions.DEFAULT.maxSize();
        return Math.multiplyExact(size, processes);
    }

    private void print(Finding finding) {
        output().line("%-8s %s: %s".formatted(finding.level(), finding.check(), Shown.text(finding.found())));
        if (finding.level() != Level.OK) {
            output().line("         why: " + finding.reason());
            output().line("         fix: " + finding.fix());
        }
    }

    private static String summary(List<Finding> findings) {
        return "Problems: " + count(findings, Level.PROBLEM) + ", warnings: " + count(findings, Level.WARNING)
                + ", in order: " + count(findings, Level.OK);
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
