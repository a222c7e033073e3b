package dev.nvent.store.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.MetadataField;
import dev.nvent.store.jooq.Nvent;
import dev.nvent.store.jooq.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every column of every table is spoken for: none is forgotten, none has two routes. */
class CatalogTest {

    @ParameterizedTest
    @MethodSource("indexTables")
    <R extends Record> void every_column_of_an_index_is_its_key_its_bookkeeping_or_routed_once(IndexTable<R> table) {
        List<Field<?>> routed = new ArrayList<>();
        table.fields().routes().stream().distinct().map(MetadataField::field).forEach(routed::add);
        Set<Field<?>> own = present(table.indexKey(), table.id(), table.score(), table.version());
        table.updatedAt().ifPresent(own::add);
        table.due().origin().ifPresent(origin -> {
            own.add(origin.claimedFor());
            own.add(origin.claimedUntil());
        });
        Set<Field<?>> all = new HashSet<>(own);
        all.addAll(routed);

        assertThat(routed)
                .doesNotHaveDuplicates()
                .doesNotContain(table.id(), table.version())
                .doesNotContain(table.updatedAt().orElseThrow());
        assertThat(all).containsExactlyInAnyOrder(table.table().fields());
    }

    @ParameterizedTest
    @MethodSource("streamTables")
    <R extends Record> void every_column_of_a_stream_is_a_part_of_an_event(StreamTable<R> table) {
        Set<Field<?>> own = present(
                table.subjectType(),
                table.key(),
                table.id(),
                table.ts(),
                table.type(),
                table.runId(),
                table.flowName(),
                table.stepName(),
                table.stepId(),
                table.attempt(),
                table.data(),
                table.idempotencyKey(),
                table.streamVersion());

        // The time that the database assigns, which the Node adapter's table has too; no operation reads it.
        own.add(table.table().field("created_at"));
        assertThat(own).containsExactlyInAnyOrder(table.table().fields());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void every_table_belongs_to_a_tier(Table<?> table) {
        Stream<Table<?>> tiers = Stream.concat(
                indexTables().stream().<Table<?>>map(IndexTable::table),
                streamTables().stream().map(StreamTable::table));
        Stream<Table<?>> others = Stream.of(
                Tables.KV,
                Tables.STREAM_TYPES,
                Tables.SCHEMA_VERSION,
                Tables.USER_OBJECTS,
                Tables.SUBSCRIPTIONS,
                Tables.PARKED_EVENTS);

        assertThat(Stream.concat(tiers, others)).contains(table);
    }

    static List<Table<?>> tables() {
        return Nvent.NVENT.getTables().stream()
                .filter(table -> table.getTableType().isTable())
                .toList();
    }

    static List<IndexTable<?>> indexTables() {
        return new Catalog().indexTables();
    }

    static List<StreamTable<?>> streamTables() {
        return new Catalog().streamTables();
    }

    private static Set<Field<?>> present(Optional<? extends Field<?>> optional, Field<?>... fields) {
        var present = new HashSet<Field<?>>(List.of(fields));
        optional.ifPresent(present::add);
        return present;
    }
}
