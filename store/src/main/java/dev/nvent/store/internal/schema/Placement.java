package dev.nvent.store.internal.schema;

import static dev.nvent.store.jooq.Tables.FLOWS;
import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static dev.nvent.store.jooq.Tables.INDEX_ENTRIES;
import static dev.nvent.store.jooq.Tables.KV;
import static dev.nvent.store.jooq.Tables.SCHEDULER_JOBS;
import static dev.nvent.store.jooq.Tables.STREAM;
import static dev.nvent.store.jooq.Tables.TRIGGERS;
import static dev.nvent.store.jooq.Tables.TRIGGER_EVENTS;

import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.schema.Distribution.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Named;
import org.jooq.Table;
import org.jooq.TableField;

/** Where a layout puts a table of the store in a Citus cluster. */
sealed interface Placement {

    /** In many shards, by the value of a column. Rows of equal values in tables that lie together are on the same node. */
    record ByColumn(TableField<?, String> column, List<TableField<?, ?>> key, Optional<Table<?>> colocatedWith)
            implements Placement {

        private static ByColumn of(TableField<?, String> column, TableField<?, ?>... key) {
            return new ByColumn(column, List.of(key), Optional.empty());
        }

        private ByColumn colocatedWith(Table<?> other) {
            return new ByColumn(column, key, Optional.of(other));
        }

        /** The primary key that it needs. */
        String keyColumns() {
            return columns(key);
        }

        @Override
        public String toString() {
            return "by " + column.getName();
        }
    }

    /** In one shard, so that statements over many of its rows lock and order them on one node. */
    record OneShard() implements Placement {
        @Override
        public String toString() {
            return "one shard";
        }
    }

    /** On the coordinator, and known to Citus, so that a transaction over several nodes commits on all or on none. */
    record OnCoordinator() implements Placement {
        @Override
        public String toString() {
            return "coordinator";
        }
    }

    /**
     * The placements of the tables of the store, in the order in which they are made: a table after the one that it is
     * co-located with.
     */
    static Map<Table<?>, Placement> of(Layout layout) {
        var placements = new LinkedHashMap<Table<?>, Placement>();
        if (layout == Layout.SCHEMA) {
            return placements;
        }
        placements.put(FLOW_EVENTS, ByColumn.of(FLOW_EVENTS.RUN_ID, FLOW_EVENTS.RUN_ID, FLOW_EVENTS.ID));
        placements.put(
                TRIGGER_EVENTS,
                ByColumn.of(TRIGGER_EVENTS.TRIGGER_NAME, TRIGGER_EVENTS.TRIGGER_NAME, TRIGGER_EVENTS.ID));
        placements.put(STREAM, ByColumn.of(STREAM.SUBJECT, STREAM.SUBJECT_TYPE, STREAM.SUBJECT, STREAM.ID));
        if (layout == Layout.ALL) {
            placements.put(
                    FLOW_RUNS,
                    ByColumn.of(FLOW_RUNS.RUN_ID, FLOW_RUNS.FLOW_NAME, FLOW_RUNS.RUN_ID)
                            .colocatedWith(FLOW_EVENTS));
            placements.put(
                    TRIGGERS,
                    ByColumn.of(TRIGGERS.TRIGGER_NAME, TRIGGERS.TRIGGER_NAME).colocatedWith(TRIGGER_EVENTS));
            placements.put(
                    INDEX_ENTRIES,
                    ByColumn.of(INDEX_ENTRIES.SUBJECT, INDEX_ENTRIES.SUBJECT, INDEX_ENTRIES.ID)
                            .colocatedWith(STREAM));
            Stream.of(KV, SCHEDULER_JOBS, FLOWS).forEach(table -> placements.put(table, new OneShard()));
        }
        tables().forEach(table -> placements.putIfAbsent(table, new OnCoordinator()));
        return placements;
    }

    static String columns(List<? extends Named> fields) {
        return fields.stream().map(Named::getName).collect(Collectors.joining(", "));
    }

    private static List<Table<?>> tables() {
        var tables = new ArrayList<Table<?>>();
        Nvent.NVENT.getTables().stream()
                .filter(table -> table.getTableType().isTable())
                .forEach(tables::add);
        return tables;
    }
}
