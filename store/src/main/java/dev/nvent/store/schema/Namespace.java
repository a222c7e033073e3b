package dev.nvent.store.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.jooq.Nvent;
import java.util.regex.Pattern;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;

/**
 * The schema and the prefix of the tables. All physical names are built here. The prefix is also the namespace of subjects.
 *
 * @param schema {@code public} by default
 * @param prefix the beginning of each table name, without its underscore; {@code nvent} by default
 */
public record Namespace(String schema, String prefix) {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int MAX_IDENTIFIER = 63;

    /** Leaves 32 of PostgreSQL's 63 characters for the longest name that is derived from a prefix. */
    private static final int MAX_PREFIX = 31;

    /** The defaults of the Node adapter. */
    public static final Namespace DEFAULT = new Namespace("public", "nvent");

    /** Checks both names. */
    public Namespace {
        check(schema, "schema", MAX_IDENTIFIER);
        check(prefix, "prefix", MAX_PREFIX);
    }

    /** The beginning of each table name, including its underscore. */
    public String tablePrefix() {
        return prefix + "_";
    }

    /** The physical name of a generated table. */
    public String nameOf(Table<?> table) {
        return tablePrefix() + table.getName();
    }

    /** Maps the generated names to the physical ones, for jOOQ. */
    public RenderMapping renderMapping() {
        var mapped = new MappedSchema().withInput(Nvent.NVENT.getName()).withOutput(schema);
        for (Table<?> table : Nvent.NVENT.getTables()) {
            if (table.getTableType().isFunction()) {
                continue;
            }
            mapped.withTables(new MappedTable().withInput(table.getName()).withOutput(nameOf(table)));
        }
        // Tables of a user's, which the Maven plugin generates with the default prefix.
        mapped.withTables(new MappedTable()
                .withInputExpression(Pattern.compile(DEFAULT.tablePrefix() + "(.*)"))
                .withOutput(tablePrefix() + "$1"));
        return new RenderMapping().withSchemata(mapped);
    }

    private static void check(String name, String where, int maxLength) {
        if (name == null) {
            throw new InvalidInputException(where, "a name", "null");
        }
        if (!NAME.matcher(name).matches() || name.length() > maxLength) {
            throw new InvalidInputException(
                    where, "[a-z_][a-z0-9_]* of at most " + maxLength + " characters", "'" + name + "'");
        }
    }
}
