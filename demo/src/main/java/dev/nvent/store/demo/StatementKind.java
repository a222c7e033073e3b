package dev.nvent.store.demo;

import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.jooq.routines.NventJsonbDeepMerge;
import dev.nvent.store.jooq.routines.NventJsonbIncrement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Named;
import org.jooq.Table;

/**
 * Classifies a statement by its SQL.
 *
 * @param verb the first keyword
 * @param table the first table of the store in the statement, without prefix; empty if there is none
 */
record StatementKind(String verb, String table, Path path) implements Comparable<StatementKind> {

    /** The kind of access, which determines the cost. */
    enum Path {
        /** A query. */
        READ,
        /** A write to columns that calls no JSONB function. */
        FAST,
        /** A write that merges into a JSONB document or increments a number in it. */
        SLOW
    }

    private static final List<String> JSONB_FUNCTIONS =
            List.of(new NventJsonbDeepMerge().getName(), new NventJsonbIncrement().getName());

    private static final Comparator<StatementKind> ORDER = Comparator.comparing(StatementKind::path)
            .thenComparing(StatementKind::verb)
            .thenComparing(StatementKind::table);

    static StatementKind of(String sql) {
        String verb = sql.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return new StatementKind(verb, tableOf(sql), pathOf(verb, sql));
    }

    private static Path pathOf(String verb, String sql) {
        if (verb.equals("select")) {
            return Path.READ;
        }
        return JSONB_FUNCTIONS.stream().anyMatch(sql::contains) ? Path.SLOW : Path.FAST;
    }

    private static String tableOf(String sql) {
        Optional<Table<?>> first = Nvent.NVENT.getTables().stream()
                .filter(table -> sql.contains(quotedEnd(table)))
                .min(Comparator.comparingInt(table -> sql.indexOf(quotedEnd(table))));
        return first.map(Named::getName).orElse("");
    }

    /** Returns the end of the quoted table name, after the prefix. */
    private static String quotedEnd(Table<?> table) {
        return "_" + table.getName() + "\"";
    }

    @Override
    public int compareTo(StatementKind other) {
        return ORDER.compare(this, other);
    }
}
