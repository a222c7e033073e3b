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
 * What a statement does, as its SQL shows. The one place that tells the paths apart.
 *
 * @param verb its first word
 * @param table the first of the store's tables that it names, without prefix; empty if it names none
 */
record StatementKind(String verb, String table, Path path) implements Comparable<StatementKind> {

    /** How the store goes about it. */
    enum Path {
        /** Changes nothing. */
        READ,
        /** Writes values as they are: no function on JSONB is called. */
        FAST,
        /** Merges into a document, or increments within one. */
        SLOW
    }

    private static final List<String> ON_DOCUMENTS =
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
        return ON_DOCUMENTS.stream().anyMatch(sql::contains) ? Path.SLOW : Path.FAST;
    }

    private static String tableOf(String sql) {
        Optional<Table<?>> first = Nvent.NVENT.getTables().stream()
                .filter(table -> sql.contains(quotedEnd(table)))
                .min(Comparator.comparingInt(table -> sql.indexOf(quotedEnd(table))));
        return first.map(Named::getName).orElse("");
    }

    /** What follows the prefix in a quoted name. */
    private static String quotedEnd(Table<?> table) {
        return "_" + table.getName() + "\"";
    }

    @Override
    public int compareTo(StatementKind other) {
        return ORDER.compare(this, other);
    }
}
