package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexQuery;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The indexes that docs/own-tables.md recommends for a field in an own column. */
class OwnColumnPlanTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @BeforeAll
    static void fill() throws SQLException {
        String table = "\"" + STORE.schema() + "\".nvent_flow_runs";
        try (Connection connection = STORE.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " ADD customer_id text");
            statement.execute("INSERT INTO " + table + " (flow_name, run_id, started_at, customer_id)"
                    + " SELECT 'f', 'r' || n, n, 'c-' || n FROM generate_series(1, 20000) n");
            statement.execute("CREATE INDEX by_customer ON " + table + " (customer_id)");
            statement.execute(
                    "CREATE INDEX by_rest ON " + table + " (flow_name) WHERE extra -> 'customer' -> 'id' IS NOT NULL");
            statement.execute(
                    "CREATE STATISTICS \"" + STORE.schema() + "\".rest ON (extra -> 'customer' -> 'id') FROM " + table);
            statement.execute("ANALYZE " + table);
        }
    }

    @Test
    void they_serve_a_filter() {
        try (NventStore store = NventStore.open(STORE.options().withFields(OwnColumns.CUSTOMER))) {
            var query = STORE.queriesOf(() -> assertThat(store.flowRuns("f")
                                    .read(IndexQuery.where(OwnColumns.CUSTOMER, "c-77"))
                                    .entries())
                            .hasSize(1))
                    .getFirst();

            assertThat(QueryPlan.of(query)).contains("by_customer", "by_rest").doesNotContain("Seq Scan");
        }
    }
}
