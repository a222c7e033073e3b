package dev.nvent.store.cli;

import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.cli.Finding.Level;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.schema.SchemaStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a database and its server for production use. */
@Command(
        name = "doctor",
        description = {
            "Check a database and its server for production use.",
            "",
            "Checks the schema, encryption, connections, vacuum, limits of numbers, subscriptions, jobs, long "
                    + "transactions, replication and server settings. Read-only. Each problem is reported with its cause and a fix.",
            "",
            "Exit code 1 if there is a problem or, with --strict, a warning. Run it as a member of pg_monitor: other "
                    + "roles cannot see the sessions of other users."
        })
final class DoctorCommand extends DatabaseCommand {

    private static final List<Function<DoctorContext, List<Finding>>> CHECKS = List.of(
            ConnectionChecks::findings,
            SchemaChecks::findings,
            CitusChecks::findings,
            TableChecks::findings,
            ActivityChecks::findings,
            SubscriptionChecks::findings,
            WorkChecks::findings,
            SettingChecks::findings);

    @Option(names = "--strict", description = "Treat warnings as problems.")
    private boolean strict;

    @Option(
            names = "--pool-size",
            paramLabel = "N",
            description =
                    "Maximum pool size of one application process. Default: nvent.store.poolSize in the --config file, "
                            + "else 10.")
    private Integer poolSize;

    @Option(
            names = "--processes",
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of application processes, each with its own pool. Default: ${DEFAULT-VALUE}.")
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
            DoctorContext context = createContext(options, connection);
            var findings = new ArrayList<Finding>();
            for (int i = 0; i < CHECKS.size(); i++) {
                findings.addAll(CHECKS.get(i).apply(context));
                progress.stepTo(i + 1L);
            }
            return findings;
        }
    }

    private DoctorContext createContext(StoreOptions options, Connection connection) {
        Namespace namespace = options.namespace();
        DSLContext dsl = DSL.using(
                connection,
                SQLDialect.POSTGRES,
                new Settings().withRenderMapping(namespace.renderMapping()).withExecuteLogging(false));
        var migrator = new SchemaMigrator(options.unpooled(), namespace);
        SchemaStatus status = migrator.status();
        List<Difference> drift = status.state() == SchemaState.CURRENT ? migrator.validate() : List.of();
        return new DoctorContext(
                dsl, namespace, status, drift, migrator.layout(), ServerSettings.read(dsl), maxConnections());
    }

    private int maxConnections() {
        String configured = properties().get("nvent.store.poolSize");
        int size = poolSize != null
                ? poolSize
                : configured != null ? Integer.parseInt(configured) : PoolOptions.DEFAULT.maxSize();
        return Math.multiplyExact(size, processes);
    }

    private void print(Finding finding) {
        output().line("%-8s %s: %s".formatted(finding.level(), finding.check(), Formats.escape(finding.found())));
        if (finding.level() != Level.OK) {
            output().line("         cause: " + finding.reason());
            output().line("         fix: " + finding.fix());
        }
    }

    private static String summary(List<Finding> findings) {
        return "Problems: " + count(findings, Level.PROBLEM) + ", warnings: " + count(findings, Level.WARNING)
                + ", ok: " + count(findings, Level.OK);
    }

    private static long count(List<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }
}
