package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two prefixes in one schema, each with an owner and a runtime role of its own. None is a superuser. */
class TwoOwnersTest {

    private static final String PASSWORD = "s3cret";
    private static final String SCHEMA = "two_owners";
    private static final Namespace ONE = new Namespace(SCHEMA, "one");
    private static final Namespace TWO = new Namespace(SCHEMA, "two");
    private static final List<String> ROLES = List.of("two_a", "two_a_app", "two_b", "two_b_app");

    @BeforeAll
    static void create() {
        ROLES.forEach(role -> TestPostgres.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + PASSWORD + "'"));
        TestPostgres.execute("CREATE SCHEMA " + SCHEMA);
        TestPostgres.execute("GRANT USAGE, CREATE ON SCHEMA " + SCHEMA + " TO two_a, two_b");
        var first = new SchemaMigrator(as("two_a"), ONE);
        first.migrate();
        first.grant("two_a_app");
        var second = new SchemaMigrator(as("two_b"), TWO);
        second.migrate();
        TestPostgres.execute("GRANT USAGE ON SCHEMA " + SCHEMA + " TO two_a_app, two_b_app");
        second.grant("two_b_app");
    }

    @AfterAll
    static void drop() {
        TestPostgres.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
        ROLES.forEach(role -> TestPostgres.execute("DROP ROLE " + role));
    }

    @Test
    void each_owner_uses_every_tier_and_new_subject_types() {
        use(ONE, "two_a", "owned:a");
        use(TWO, "two_b", "owned:b");
    }

    @Test
    void each_runtime_role_uses_every_tier() {
        append(TWO, "two_b", "shared:b");
        use(ONE, "two_a_app", "shared:a");
        use(TWO, "two_b_app", "shared:b");
    }

    @Test
    void a_new_subject_type_of_the_second_owner_needs_that_owner() {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> append(TWO, "two_b_app", "refused:b"))
                .satisfies(e -> assertThat(e.sqlState()).isEqualTo("42501"));

        append(TWO, "two_b", "refused:b");
        append(TWO, "two_b_app", "refused:b");
    }

    @Test
    void each_owner_drops_its_own_types_only() {
        append(ONE, "two_a", "dropped:type");
        append(TWO, "two_b", "dropped:type");
        try (NventStore store = open(TWO, "two_b")) {
            assertThat(store.streamTypes().drop("dropped:type")).isTrue();
        }
        try (NventStore store = open(ONE, "two_a")) {
            assertThat(store.stream("dropped:type:1").read().events()).isNotEmpty();
        }
    }

    @Test
    void both_are_valid() {
        assertThat(new SchemaMigrator(as("two_a"), ONE).validate()).isEmpty();
        assertThat(new SchemaMigrator(as("two_b"), TWO).validate()).isEmpty();
        new SchemaMigrator(as("two_b"), TWO).migrate();
    }

    @Test
    void each_owner_rolls_back_its_own_tables_in_either_order() {
        for (List<String> order : List.of(List.of("two_a", "two_b"), List.of("two_b", "two_a"))) {
            String schema = "two_rolled_back_by_" + order.getFirst();
            TestPostgres.execute("CREATE SCHEMA " + schema);
            TestPostgres.execute("GRANT USAGE, CREATE ON SCHEMA " + schema + " TO two_a, two_b");
            new SchemaMigrator(as("two_a"), new Namespace(schema, "two_a")).migrate();
            new SchemaMigrator(as("two_b"), new Namespace(schema, "two_b")).migrate();
            var leaving = new SchemaMigrator(as(order.getFirst()), new Namespace(schema, order.getFirst()));
            Namespace left = new Namespace(schema, order.getLast());

            leaving.rollbackTo("0", DataLoss.ACCEPTED);

            assertThat(leaving.status().state()).isEqualTo(SchemaState.EMPTY);
            var remaining = new SchemaMigrator(as(order.getLast()), left);
            assertThat(remaining.validate()).isEmpty();
            use(left, order.getLast(), "left:new");
            remaining.rollbackTo("0", DataLoss.ACCEPTED);
            assertThat(remaining.status().state()).isEqualTo(SchemaState.EMPTY);
            TestPostgres.execute("DROP SCHEMA " + schema + " CASCADE");
        }
    }

    private static void use(Namespace namespace, String role, String type) {
        try (NventStore store = open(namespace, role)) {
            store.stream(type + ":1").append(NewEvent.of("a"));
            store.flowRunEvents("r").append(NewEvent.of("a").withFlowName("f"));
            store.flowRuns("f").add("r", 1, Map.of("customer", "c-1"));
            store.flowRuns("f").increment("r", "completedSteps", 1);
            store.index("any:index").update("none", Map.of());
            store.kv().set("key", 1);
            assertThat(store.kv().increment("key", 1)).isEqualByComparingTo("2");
        }
    }

    private static void append(Namespace namespace, String role, String type) {
        try (NventStore store = open(namespace, role)) {
            store.stream(type + ":1").append(NewEvent.of("a"));
        }
    }

    private static NventStore open(Namespace namespace, String role) {
        return NventStore.open(
                StoreOptions.of(as(role)).withSchema(namespace.schema()).withPrefix(namespace.prefix()));
    }

    private static DataSource as(String role) {
        return TestPostgres.hostile(TestPostgres.url(role, PASSWORD));
    }
}
