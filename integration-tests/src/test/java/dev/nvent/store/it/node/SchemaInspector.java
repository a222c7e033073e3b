package dev.nvent.store.it.node;

import dev.nvent.store.schema.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the definition and the rows of a schema as text, for comparisons. */
record SchemaInspector(SharedDatabase database, Namespace namespace) {

    /** The tables of the Node adapter, without the prefix. */
    static final List<String> TABLES = List.of(
            "flow_events",
            "flow_runs",
            "flows",
            "trigger_events",
            "triggers",
            "scheduler_jobs",
            "kv",
            "schema_version");

    /** The current columns of each of the Node adapter's tables. */
    Map<String, List<String>> columns() {
        var columns = new LinkedHashMap<String, List<String>>();
        for (String table : TABLES) {
            columns.put(
                    table,
                    database.strings(
                            "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = '%s' AND table_name = '%s_%s' ORDER BY ordinal_position"
                                    .formatted(namespace.schema(), namespace.prefix(), table)));
        }
        return columns;
    }

    /** The rows of each table, limited to the given columns. */
    Map<String, List<String>> rows(Map<String, List<String>> columns) {
        var rows = new LinkedHashMap<String, List<String>>();
        columns.forEach((table, names) -> rows.put(
                table,
                database.strings("SELECT ROW(%s)::text FROM \"%s\".\"%s_%s\" ORDER BY 1"
                        .formatted(String.join(", ", names), namespace.schema(), namespace.prefix(), table))));
        return rows;
    }

    /** The columns, indexes and constraints of the schema, and the functions of the schema and of {@code public}. */
    List<String> definition() {
        String schema = namespace.schema();
        var definition = new ArrayList<String>();
        definition.addAll(database.strings(
                "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) FROM information_schema.columns WHERE table_schema = '%s' ORDER BY table_name, ordinal_position"
                        .formatted(schema)));
        definition.addAll(database.strings(
                "SELECT indexdef FROM pg_indexes WHERE schemaname = '%s' ORDER BY 1".formatted(schema)));
        definition.addAll(database.strings(
                "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = '%s'::regnamespace ORDER BY 1"
                        .formatted(schema)));
        definition.addAll(database.strings(
                "SELECT regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') FROM pg_proc WHERE pronamespace IN ('%s'::regnamespace, 'public'::regnamespace) AND proname <> 'jsonb_deep_merge' ORDER BY 1"
                        .formatted(schema)));
        return definition;
    }
}
