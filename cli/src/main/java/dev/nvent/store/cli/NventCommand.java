package dev.nvent.store.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command, and the main class. */
@Command(
        name = "nvent",
        header = "Administer event streams, sorted indexes and key-value pairs stored in PostgreSQL.",
        description = {
            "",
            "For help on a command: nvent COMMAND --help.",
            "",
            "The database is taken from the connection options (--url, or --host, --port and --database), else from the "
                    + "file given with --config, else from the environment variables NVENT_DATABASE_URL or DATABASE_URL. "
                    + "The password is read from the configuration file, the environment (PGPASSWORD, or in the URL) or "
                    + "~/.pgpass, or prompted for with --password. No option takes a password as its value, because "
                    + "every user of the machine could read it in the process list.",
            "",
            "Destructive commands ask for confirmation. Without a terminal they fail unless --yes is given."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  export NVENT_DATABASE_URL=postgresql://app@localhost:5432/app",
            "  nvent status",
            "  nvent get nvent:flow:runs:checkout --limit 10",
            "  nvent tail nvent:flow:run:run-1 --follow",
            "  nvent streams retain shop:order --older-than 30d --yes",
            "  nvent doctor --json | jq '.findings[] | select(.level != \"ok\")'"
        },
        subcommands = {
            MigrateCommand.class,
            StatusCommand.class,
            PlanCommand.class,
            RollbackCommand.class,
            AdoptCommand.class,
            ValidateCommand.class,
            GrantsCommand.class,
            DistributeCommand.class,
            StreamsCommand.class,
            SubscriptionsCommand.class,
            TailCommand.class,
            GetCommand.class,
            RunsCommand.class,
            KvCommand.class,
            FieldsCommand.class,
            SweepCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = NventCommand.Version.class)
public final class NventCommand implements Runnable {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    NventCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        // The driver logs malformed URLs, including their passwords.
        LogManager.getLogManager().reset();
        System.exit(runProcess(args));
    }

    private static int runProcess(String... args) {
        PrintWriter err = ProcessText.standardError();
        try {
            var nvent = new NventCommand(Terminal.ofProcess(), ProcessText.environment(System.getenv()));
            return nvent.run(ProcessText.standardOutput(), err, ProcessText.arguments(args));
        } catch (CliException e) {
            err.println("nvent: " + e.getMessage());
            return e.exitCode();
        }
    }

    int run(PrintWriter out, PrintWriter err, String... args) {
        var handlers = new ExceptionHandlers();
        int code = commandLine()
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(handlers)
                .setExecutionExceptionHandler(handlers)
                .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    CommandLine commandLine() {
        var commandLine = new CommandLine(this);
        applyDefaults(commandLine.getCommandSpec());
        return commandLine
                .registerConverter(Duration.class, new DurationConverter())
                .setUsageHelpAutoWidth(terminal.isInteractive())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    Terminal terminal() {
        return terminal;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** Adds --help and the exit codes to a command and its subcommands. */
    private static void applyDefaults(CommandSpec command) {
        if (command.findOption("--help") == null) {
            command.mixinStandardHelpOptions(true);
        }
        command.usageMessage()
                .sortOptions(false)
                .width(100)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.descriptions());
        command.subcommands().values().forEach(sub -> applyDefaults(sub.getCommandSpec()));
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = NventCommand.class.getPackage().getImplementationVersion();
            return new String[] {"nvent-store " + (version == null ? "(not packaged)" : version)};
        }
    }
}
