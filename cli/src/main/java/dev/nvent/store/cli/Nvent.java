package dev.nvent.store.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "nvent",
        header = "Event streams, sorted indexes and keys with values in a PostgreSQL: what an operator does with them.",
        description = {
            "",
            "Each command tells more: nvent COMMAND --help.",
            "",
            "The database is named by --url or --host and its like, else by the file of --config, else by the environment's "
                    + "NVENT_DATABASE_URL or DATABASE_URL. The password comes from the file, the environment "
                    + "(PGPASSWORD, or within the URL), ~/.pgpass, or is asked for with --password; never from an option, "
                    + "which every user of the machine could read.",
            "",
            "What would remove something asks before, and is refused where nobody can be asked, unless --yes is given."
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
            StreamsCommand.class,
            TailCommand.class,
            GetCommand.class,
            KvCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Nvent.Version.class)
public final class Nvent implements Runnable {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    Nvent(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String... args) {
        // The driver logs URLs that it cannot read, with whatever is in them.
        LogManager.getLogManager().reset();
        var nvent = new Nvent(Terminal.ofProcess(), System.getenv());
        System.exit(nvent.run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    int run(PrintWriter out, PrintWriter err, String... args) {
        var failures = new Failures();
        int code = commandLine()
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    CommandLine commandLine() {
        var commandLine = new CommandLine(this);
        everyOne(commandLine.getCommandSpec());
        return commandLine.setUsageHelpAutoWidth(terminal.isThere()).setCaseInsensitiveEnumValuesAllowed(true);
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

    /** What all commands have in common: --help, and the meaning of their exit codes. */
    private static void everyOne(CommandSpec command) {
        if (command.findOption("--help") == null) {
            command.mixinStandardHelpOptions(true);
        }
        command.usageMessage()
                .sortOptions(false)
                .width(100)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        command.subcommands().values().forEach(sub -> everyOne(sub.getCommandSpec()));
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Nvent.class.getPackage().getImplementationVersion();
            return new String[] {"nvent-store " + (version == null ? "(not packaged)" : version)};
        }
    }
}
