package dev.nvent.store.it.conformance;

import static dev.nvent.store.jooq.Tables.KV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.StoredValueException;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.field.TriggerFields;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import dev.nvent.store.stream.NewEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Conversion of Java values to JSON and back. */
class JavaTypesTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    enum Color {
        RED
    }

    record Line(String sku, int count, BigDecimal price) {}

    record Order(String id, List<Line> lines, Instant placed, Optional<String> note) {}

    record Run(String status, Instant startedAt, Integer stepCount, Map<String, Object> emittedEvents, int version) {}

    @Test
    void java_values_are_stored_as_json_and_returned() {
        Map<Object, Object> shown = Map.ofEntries(
                Map.entry(new StringBuilder("text"), "text"),
                Map.entry((short) 5, 5),
                Map.entry((byte) -1, -1),
                Map.entry(1.1f, new BigDecimal("1.1")),
                Map.entry(0.1, new BigDecimal("0.1")),
                Map.entry(BigInteger.TWO.pow(100), BigInteger.TWO.pow(100)),
                Map.entry(new int[] {1, 2}, List.of(1, 2)),
                Map.entry(new Object[] {"a", List.of()}, List.of("a", List.of())),
                Map.entry(new TreeSet<>(List.of("b", "a")), List.of("a", "b")),
                Map.entry(Color.RED, "RED"),
                Map.entry(
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        "123e4567-e89b-12d3-a456-426614174000"),
                Map.entry(Instant.EPOCH, "1970-01-01T00:00:00Z"),
                Map.entry(new Date(0), "1970-01-01T00:00:00.000Z"),
                Map.entry(OffsetDateTime.parse("2026-01-01T00:00:00+02:00"), "2026-01-01T00:00:00+02:00"),
                Map.entry(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC")), "2026-01-01T00:00:00Z"),
                Map.entry(Json.of(Map.of("a", 1), "tree"), Map.of("a", 1)),
                Map.entry(
                        new Line("x", 1, new BigDecimal("1.10")),
                        Map.of("sku", "x", "count", 1, "price", new BigDecimal("1.10"))));

        shown.forEach((given, expected) -> {
            STORE.store().kv().set("java", given);
            assertThat(STORE.store().kv().get("java"))
                    .as(given.getClass().getName())
                    .contains(expected);
        });
    }

    @Test
    void a_record_is_read_back_from_keys_streams_and_indexes() {
        var order = new Order(
                "o-1",
                List.of(new Line("x", 2, new BigDecimal("1.10"))),
                Instant.parse("2026-01-01T00:00:00.123456Z"),
                Optional.empty());

        STORE.store().kv().set("order", order);
        STORE.store().stream("java:orders").append(NewEvent.of("placed").withData(order));
        STORE.store().triggers().add("order", 1, Patch.of(TriggerFields.CONFIG, order));

        assertThat(STORE.store().kv().get("order", Order.class)).contains(order);
        assertThat(STORE.store().stream("java:orders")
                        .read()
                        .events()
                        .getFirst()
                        .data(Order.class))
                .isEqualTo(order);
        assertThat(STORE.store().triggers().get("order").orElseThrow().get(TriggerFields.CONFIG, Order.class))
                .isEqualTo(order);
    }

    public static final class Customer {

        private String fullName = "";

        public String getFullName() {
            return fullName;
        }

        public void setFullName(String fullName) {
            this.fullName = fullName;
        }
    }

    @Test
    void a_bean_is_stored_and_read_back() {
        var customer = new Customer();
        customer.setFullName("Ada");
        STORE.store().kv().set("bean", customer);
        STORE.store().index("java:customers").add("ada", 1, Map.of("customer", customer));

        assertThat(STORE.store().kv().get("bean")).contains(Map.of("fullName", "Ada"));
        assertThat(STORE.store().kv().get("bean", Customer.class).orElseThrow().getFullName())
                .isEqualTo("Ada");
        assertThat(STORE.store()
                        .index("java:customers")
                        .get("ada")
                        .flatMap(entry -> entry.get("customer.fullName", String.class)))
                .contains("Ada");
    }

    @Test
    void a_field_is_read_by_its_path_wherever_it_is_stored() {
        Instant registered = Instant.parse("2026-01-01T00:00:00Z");
        STORE.store()
                .index("nvent:triggers")
                .add(
                        "paths",
                        registered.toEpochMilli(),
                        Map.of("stats.totalFires", 3, "config", Map.of("a", List.of(1)), "own.day", "2026-02-03"));

        IndexEntry<?> entry = STORE.store().index("nvent:triggers").get("paths").orElseThrow();

        assertThat(entry.get("registeredAt", Instant.class)).contains(registered);
        assertThat(entry.get("stats.totalFires", Long.class)).contains(3L);
        assertThat(entry.get("stats", JsonNode.class)
                        .orElseThrow()
                        .path("totalFires")
                        .intValue())
                .isEqualTo(3);
        assertThat(entry.get("config.a", int[].class).orElseThrow()).containsExactly(1);
        assertThat(entry.get("own.day", LocalDate.class)).contains(LocalDate.parse("2026-02-03"));
        assertThat(entry.get("version", Integer.class)).contains(0);
        assertThat(entry.get("own.none", String.class)).isEmpty();
        assertThat(entry.get("lastActivityAt", Instant.class)).isEmpty();
        assertThatExceptionOfType(StoredValueException.class).isThrownBy(() -> entry.get("own.day", Integer.class));
    }

    @Test
    void a_mapper_of_the_user_writes_and_reads_values_of_classes() {
        var mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        var customer = new Customer();
        customer.setFullName("Ada");
        Instant due = Instant.parse("2026-01-01T00:00:00Z");
        try (NventStore store = NventStore.open(STORE.options().withJsonMapper(mapper))) {
            store.kv().set("mapped", Map.of("theCustomer", customer));
            store.transition()
                    .set("mapped in a transition", customer)
                    .add("nvent:scheduler:jobs", "job", 1, Map.of("config", customer, "nextRunAt", due))
                    .apply();

            assertThat(store.kv().get("mapped")).contains(Map.of("theCustomer", Map.of("full_name", "Ada")));
            assertThat(store.kv()
                            .get("mapped in a transition", Customer.class)
                            .orElseThrow()
                            .getFullName())
                    .isEqualTo("Ada");
            IndexEntry<?> job = store.index("nvent:scheduler:jobs").get("job").orElseThrow();
            assertThat(job.metadata()).containsEntry("config", Map.of("full_name", "Ada"));
            assertThat(job.get("config", Customer.class).orElseThrow().getFullName())
                    .isEqualTo("Ada");
            assertThat(job.get("nextRunAt", Instant.class)).contains(due);
        }
    }

    @Test
    void json_null_of_the_node_adapter_is_no_value() {
        STORE.store()
                .reports()
                .dsl()
                .insertInto(KV, KV.KEY, KV.VALUE)
                .values("null:key", JSONB.valueOf("null"))
                .execute();

        assertThat(STORE.store().kv().get("null:key")).isEmpty();
        assertThat(STORE.store().kv().get("null:key", JsonNode.class)).isEmpty();
        assertThat(STORE.store().kv().getAll(List.of("null:key"))).isEmpty();
        assertThat(STORE.store().kv().keys("null:*").keys()).isEmpty();
        assertThat(STORE.store().kv().delete("null:key")).isFalse();
    }

    @Test
    void columns_that_no_answer_uses_are_not_read() {
        var index = STORE.store().index("java:unused");
        index.add("a", 1, Map.of("n", 1));

        List<String> sent = STORE.statementsOf(() -> {
            index.get("a");
            index.getAll(List.of("a"));
            index.read();
        });

        assertThat(sent).hasSize(3).noneMatch(statement -> statement.contains("updated_at"));
    }

    @Test
    void stored_json_that_nests_too_deep_is_a_typed_error() {
        STORE.store()
                .reports()
                .dsl()
                .insertInto(KV, KV.KEY, KV.VALUE)
                .values("deep:key", JSONB.valueOf("[".repeat(2_000) + "]".repeat(2_000)))
                .execute();

        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> STORE.store().kv().get("deep:key"))
                .withMessageContaining("500 levels");
    }

    @Test
    void fields_are_read_with_their_types() {
        Instant started = Instant.parse("2026-01-01T00:00:00.123Z");
        STORE.store()
                .flowRuns("java")
                .add("r", started.toEpochMilli(), Patch.of(FlowRunFields.EMITTED_EVENTS, Map.of("a", 1)));

        IndexEntry<FlowRunsRecord> entry =
                STORE.store().flowRuns("java").get("r").orElseThrow();
        String status = entry.get(FlowRunFields.STATUS);
        Instant startedAt = entry.get(FlowRunFields.STARTED_AT);
        int completed = entry.get(FlowRunFields.COMPLETED_STEPS);

        assertThat(status).isEqualTo("running");
        assertThat(startedAt).isEqualTo(started);
        assertThat(completed).isZero();
        assertThat(entry.get(FlowRunFields.STEP_COUNT)).isZero();
        assertThat(entry.get(FlowRunFields.COMPLETED_AT)).isNull();
        assertThat(entry.get(FlowRunFields.EMITTED_EVENTS)).isEqualTo(Map.of("a", 1));
        assertThat(entry.metadata(Run.class)).isEqualTo(new Run("running", started, null, Map.of("a", 1), 0));
    }

    @Test
    void a_value_of_another_shape_is_an_error_without_the_value() {
        STORE.store().kv().set("shape", Map.of("sku", List.of(InvalidInput.SECRET)));

        assertThatExceptionOfType(StoredValueException.class)
                .isThrownBy(() -> STORE.store().kv().get("shape", Line.class))
                .withMessageContaining(Line.class.getName())
                .withMessageNotContaining(InvalidInput.SECRET)
                .withNoCause();
    }

    @Test
    void typed_and_dynamic_calls_work_on_the_same_entry() {
        var flows = STORE.store().flows();
        flows.add("mixed", 1, Map.of("displayName", "a", "stats.total", 1, "own", Map.of("a", 1)));
        flows.update("mixed", Patch.of(FlowFields.DISPLAY_NAME, "b").and(FlowFields.STATS_TOTAL, 2));
        STORE.store().index("nvent:flows").increment("mixed", "stats.total", 3);
        flows.increment("mixed", FlowFields.STATS_TOTAL, 4);
        flows.update("mixed", Patch.of(FlowFields.EXTRA, Map.of("own", Map.of("b.c", 2))));

        IndexEntry<?> entry = STORE.store().index("nvent:flows").get("mixed").orElseThrow();
        assertThat(entry.metadata())
                .containsEntry("displayName", "b")
                .containsEntry("own", Map.of("a", 1, "b.c", 2))
                .containsEntry("version", 4);
        assertThat(flows.get("mixed").orElseThrow().get(FlowFields.STATS_TOTAL)).isEqualTo(9);
    }

    @Test
    void a_page_contains_the_cursor_of_the_next() {
        for (int i = 0; i < 5; i++) {
            STORE.store().flowRuns("pages").add("r" + i, 1, Map.of());
            STORE.store().kv().set("pages" + i, i);
        }
        var ids = new ArrayList<String>();
        var query = IndexQuery.all().withLimit(2);
        for (var page = STORE.store().flowRuns("pages").read(query); ; ) {
            page.entries().forEach(entry -> ids.add(entry.id()));
            if (page.next().isEmpty()) {
                break;
            }
            page = STORE.store()
                    .flowRuns("pages")
                    .read(query.withAfter(page.next().get()));
        }
        var first = STORE.store().kv().keys("pages*", null, 3);

        assertThat(ids).containsExactly("r0", "r1", "r2", "r3", "r4");
        assertThat(first.next()).contains("pages2");
        assertThat(STORE.store().kv().keys("pages*", "pages2", 3).next()).isEmpty();
    }

    @Test
    void nesting_of_500_levels_is_stored_and_one_more_is_rejected() {
        Object deepest = 1;
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deepest = List.of(deepest);
        }
        STORE.store().kv().set("deep", deepest, Duration.ofDays(36_500_000));
        Object tooDeep = List.of(deepest);

        assertThat(STORE.store().kv().get("deep")).contains(deepest);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.store().kv().set("deep", tooDeep))
                .withMessageContaining("500 levels");
    }
}
