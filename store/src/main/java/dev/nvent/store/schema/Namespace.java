package dev.nvent.store.schema;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.jooq.Nvent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.MappedTable;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;

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

    /** The physical name of a generated table, of the store or, as the Maven plugin generates them, of a user. */
    public String nameOf(Table<?> table) {
        String name = table.getName();
        if (Nvent.NVENT.getTable(name) != null) {
            return tablePrefix() + name;
        }
        return name.startsWith(DEFAULT.tablePrefix())
                ? tablePrefix() + name.substring(DEFAULT.tablePrefix().length())
                : name;
    }

    /** The physical schema of a generated table. */
    public String schemaOf(Table<?> table) {
        Schema generated = table.getSchema();
        return generated == null || generated.getName().equals(Nvent.NVENT.getName()) ? schema : generated.getName();
    }

    /** Maps the generated names to the physical ones, for jOOQ. */
    public RenderMapping renderMapping() {
        var mapped = new MappedSchema().withInput(Nvent.NVENT.getName()).withOutput(schema);
        for (Table<?> table : Nvent.NVENT.getTables()) {
            // The names of functions begin with nvent_ whatever the prefix is.
            String name = table.getTableType().isFunction() ? table.getName() : nameOf(table);
            mapped.withTables(new MappedTable().withInput(table.getName()).withOutput(name));
        }
        // Tables of the user, which the Maven plugin generates with the default prefix.
        mapped.withTables(new MappedTable()
                .withInputExpression(Pattern.compile(DEFAULT.tablePrefix() + "(.*)"))
                .withOutput(tablePrefix() + "$1"));
        return new RenderMapping().withSchemata(mapped);
    }

    /**
     * Returns a copy of jOOQ's settings with which the generated tables of the store are rendered under this schema and prefix,
     * and so are those that the Maven plugin generates of a project's own tables. Mappings that are already there remain.
     */
    public Settings mapTables(Settings settings) {
        Settings copy = SettingsTools.clone(settings);
        RenderMapping mapping = copy.getRenderMapping();
        if (mapping == null) {
            return copy.withRenderMapping(renderMapping());
        }
        List<MappedSchema> schemata = new ArrayList<>(mapping.getSchemata());
        schemata.addAll(renderMapping().getSchemata());
        mapping.setSchemata(schemata);
        return copy;
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
