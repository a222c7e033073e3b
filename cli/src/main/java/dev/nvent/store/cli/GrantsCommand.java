package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a role what it needs at run time. */
@Command(
        name = "grants",
        description = {
            "Print the statements that let a role use the store, or run them.",
            "",
            "It may then read and write, and begin new types of streams, and no more: not change the schema.",
            "",
            "To be repeated after migrations, which can bring new tables."
        })
final class GrantsCommand extends SchemaCommand {

    @Parameters(paramLabel = "ROLE", description = "The role that the application connects as. It must exist.")
    private String role;

    @Option(names = "--apply", description = "Run them, as the owner of the tables.")
    private boolean apply;

    @Override
    int run(SchemaMigrator migrator) {
        List<String> statements = migrator.grants(role);
        if (apply) {
            migrator.grant(role);
        }
        if (output().isJson()) {
            var json = new LinkedHashMap<String, Object>();
            json.put("role", role);
            json.put("statements", statements);
            json.put("applied", apply);
            output().print(json);
        } else if (apply) {
            output().line("Granted to " + Shown.text(role) + ".");
        } else {
            statements.forEach(statement -> output().line(Shown.lines(statement)));
        }
        return ExitCode.OK;
    }
}
