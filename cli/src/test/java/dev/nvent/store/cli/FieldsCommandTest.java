package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class FieldsCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @BeforeAll
    static void addColumns() throws SQLException {
        sql("ALTER TABLE %s ADD customer_id text, ADD due_at bigint, ADD day date, ADD weekdays date[],"
                + " ADD price numeric(12,2), ADD country varchar(2), ADD token uuid");
    }

    @Test
    void values_move_to_their_columns() throws SQLException {
        DATABASE.store()
                .flowRuns("f")
                .add("a", 1, Map.of("customer", Map.of("id", "c-1"), "dueAt", "1970-01-01T00:00:01Z"));
        DATABASE.store().flowRuns("f").add("b", 1, Map.of("customer", Map.of("id", 7)));

        CliRunner.Result result = DATABASE.run(
                "fields",
                "migrate",
                "flow_runs.customer_id=customer.id",
                "flow_runs.due_at=dueAt",
                "--times",
                "--json");

        assertThat(result.out())
                .contains("\"column\":\"flow_runs.customer_id\",\"path\":\"customer.id\",\"moved\":1,\"remaining\":1")
                .contains("\"entries\":\"f b\"")
                .contains("\"column\":\"flow_runs.due_at\",\"path\":\"dueAt\",\"moved\":1,\"remaining\":0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(sql("SELECT customer_id || ' ' || due_at || ' ' || extra FROM %s WHERE run_id = 'a'"))
                .isEqualTo("c-1 1000 {\"customer\": {}}");
    }

    @Test
    void a_value_is_not_shortened_to_fit_its_column() throws SQLException {
        sql("DELETE FROM %s");
        sql(
                "INSERT INTO %s (run_id, flow_name, started_at, extra) VALUES"
                        + " ('fits', 'f', 1, '{\"price\": 1.25, \"country\": \"NZ\", \"token\":"
                        + " \"0188a5eb-54c4-7d0f-8a5e-1b1b1b1b1b1b\", \"day\": \"2026-01-31\"}'),"
                        + " ('not', 'f', 2, '{\"price\": 1.255, \"country\": \"NZL\", \"token\": \"x\", \"day\": \"2026-02-30\"}')");

        CliRunner.Result result = DATABASE.run(
                "fields",
                "migrate",
                "flow_runs.price=price",
                "flow_runs.country=country",
                "flow_runs.token=token",
                "flow_runs.day=day",
                "--json");

        assertThat(result.out().split("\"moved\":1,\"remaining\":1", -1)).hasSize(5);
        assertThat(sql("SELECT price || country || day || extra FROM %s WHERE run_id = 'fits'"))
                .isEqualTo("1.25NZ2026-01-31{}");
    }

    @Test
    void values_move_to_columns_of_enums_and_domains() throws SQLException {
        String schema = "\"" + DATABASE.schema() + "\".";
        TestDatabase.execute("CREATE TYPE " + schema + "\"Mood\" AS ENUM ('happy', 'so-so')");
        TestDatabase.execute("CREATE DOMAIN " + schema + "email AS varchar(20) CHECK (value LIKE '%@%')");
        TestDatabase.execute("CREATE DOMAIN " + schema + "quantity AS integer NOT NULL DEFAULT 0");
        sql("ALTER TABLE %s ADD mood " + schema + "\"Mood\", ADD email " + schema + "email, ADD parcels " + schema
                + "quantity");
        DATABASE.store().flowRuns("f").add("enum", 1, Map.of("mood", "so-so", "email", "a@b.nz", "parcels", 2));
        DATABASE.store().flowRuns("f").add("not", 1, Map.of("mood", "glad", "email", "none", "parcels", 1.5));

        CliRunner.Result result = DATABASE.run(
                "fields",
                "migrate",
                "flow_runs.mood=mood",
                "flow_runs.email=email",
                "flow_runs.parcels=parcels",
                "--json");

        assertThat(result.out().split("\"moved\":1,\"remaining\":1", -1)).hasSize(4);
        assertThat(sql("SELECT mood || email || parcels || extra FROM %s WHERE run_id = 'enum'"))
                .isEqualTo("so-soa@b.nz2{}");
    }

    @Test
    void a_column_that_does_not_exist_or_holds_no_field_is_an_error() {
        assertThat(DATABASE.run("fields", "migrate", "flow_runs.nothing=x").err())
                .contains("no column nothing");
        assertThat(DATABASE.run("fields", "migrate", "flow_runs.weekdays=x").err())
                .contains("the type _date");
        assertThat(DATABASE.run("fields", "migrate", "kv.value=x").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    private static String sql(String text) throws SQLException {
        try (Connection connection = TestDatabase.connect();
                var statement = connection.createStatement()) {
            boolean isQuery = statement.execute(text.formatted("\"" + DATABASE.schema() + "\".\"nvent_flow_runs\""));
            if (!isQuery) {
                return "";
            }
            statement.getResultSet().next();
            return statement.getResultSet().getString(1);
        }
    }
}
