package dev.nvent.store.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.jooq.Nvent;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;

/**
 * Where the tables are: the sole author of physical names. The prefix is the namespace of subjects too.
 *
 * @param schema the schema, {@code public} by default
 * @param prefix what every table's name begins with, without its underscore; {@code nvent} by default
 */
public record Namespace(String schema, String prefix) {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final int MAX_IDENTIFIER = 63;

    /** Leaves 32 of PostgreSQL's 63 characters to the longest name that is derived from a prefix. */
    static final int MAX_PREFIX = 31;

    /** The defaults of the Node adapter. */
    public static final Namespace DEFAULT = new Namespace("public", "nvent");

    /** Checks both names. */
    public Namespace {
        check(schema, "schema", MAX_IDENTIFIER);
        check(prefix, "prefix", MAX_PREFIX);
    }

    /** What a table's name begins with, the underscore included. */
    public String tablePrefix() {
        return prefix + "_";
    }

    /** The physical name of a generated table. */
    public String nameOf(Table<?> table) {
        return tablePrefix() + table.getName();
    }

    /** The physical name of an index that the migrations name {@code idx_…}. */
    String indexName(String name) {
        return name.replaceFirst("^idx_", "idx_" + tablePrefix());
    }

    /** The name of Flyway's own history. */
    String historyTable() {
        return tablePrefix() + "flyway_history";
    }

    /** What the migrations leave open. */
    Map<String, String> placeholders() {
        return Map.of("schema", schema, "prefix", tablePrefix());
    }

    /** From generated names to physical ones, for jOOQ. */
    public RenderMapping renderMapping() {
        var mapped = new MappedSchema().withInput(Nvent.NVENT.getName()).withOutput(schema);
        for (Table<?> table : Nvent.NVENT.getTables()) {
            if (table.getTableType().isFunction()) {
                continue;
            }
            mapped.withTables(new MappedTable().withInput(table.getName()).withOutput(nameOf(table)));
        }
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
