package dev.nvent.store.cli;

import dev.nvent.store.schema.SchemaMigrator;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Grants a role the privileges that the application needs. */
@Command(
        name = "grants",
        description = {
            "Print or run the GRANT statements that a role needs to use the store.",
            "",
            "The role can then read and write data and create new stream types, but not change the schema.",
            "",
            "Repeat after each migration, because it can add tables."
        })
final class GrantsCommand extends SchemaCommand {

    @Parameters(paramLabel = "ROLE", description = "The role that the application connects as; it must exist.")
    private String role;

    @Option(names = "--apply", description = "Run the statements. Must be run by the owner of the tables.")
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
            output().line("Privileges granted to " + Formats.escape(role) + ".");
        } else {
            statements.forEach(statement -> output().line(Formats.escapeLines(statement)));
        }
        return ExitCode.OK;
    }
}
