package dev.nvent.store.it;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.jsonbGetAttribute;

import dev.nvent.store.jooq.Tables;
import dev.nvent.store.report.Reports;
import java.time.Instant;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.DataTypeException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries of users, with typed values, on their tables and in their own jOOQ. */
class ReportsTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore("acme");

    private static final Instant STARTED = Instant.parse("2026-01-02T08:00:00.123Z");
    private static final Field<Instant> STARTED_AT = Reports.instant(FLOW_RUNS.STARTED_AT);
    private static final Field<Instant> COMPLETED_AT = Reports.instant(FLOW_RUNS.COMPLETED_AT);

    record Customer(String name, int orders) {}

    /** A table as the Maven plugin generates it of {@code ${schema}.${prefix}customers}, or of another name. */
    static final class Customers extends TableImpl<Record> {

        private static final long serialVersionUID = 1L;

        final TableField<Record, String> id = createField(DSL.name("id"), SQLDataType.CLOB, this);

        Customers(String name) {
            super(DSL.name(name), new SchemaImpl("nvent"));
        }
    }

    @BeforeEach
    void addRun() {
        STORE.store()
                .flowRuns("checkout")
                .add("run-1", STARTED.toEpochMilli(), Map.of("customer", new Customer("Ada", 3)));
    }

    @Test
    void milliseconds_are_selected_and_compared_as_instants() {
        assertThat(dsl().select(STARTED_AT, COMPLETED_AT)
                        .from(FLOW_RUNS)
                        .where(STARTED_AT.eq(STARTED).and(STARTED_AT.lt(STARTED.plusMillis(1))))
                        .fetchSingle()
                        .intoList())
                .containsExactly(STARTED, null);
        assertThat(dsl().fetchCount(FLOW_RUNS, STARTED_AT.gt(STARTED))).isZero();
    }

    @Test
    void documents_are_selected_and_compared_as_objects() {
        Field<Customer> customer =
                STORE.store().reports().document(jsonbGetAttribute(FLOW_RUNS.EXTRA, "customer"), Customer.class);
        Field<Customer> missing =
                STORE.store().reports().document(jsonbGetAttribute(FLOW_RUNS.EXTRA, "nothing"), Customer.class);

        assertThat(dsl().select(customer, missing)
                        .from(FLOW_RUNS)
                        .where(customer.eq(new Customer("Ada", 3)))
                        .fetchSingle()
                        .intoList())
                .containsExactly(new Customer("Ada", 3), null);
    }

    @Test
    void a_document_that_does_not_fit_is_an_error_without_its_content() {
        Field<Integer> customer =
                STORE.store().reports().document(jsonbGetAttribute(FLOW_RUNS.EXTRA, "customer"), Integer.class);

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> dsl().select(customer).from(FLOW_RUNS).fetch())
                .isInstanceOfAny(DataAccessException.class, DataTypeException.class)
                .satisfies(error -> assertThat(error).hasStackTraceContaining("java.lang.Integer"))
                .satisfies(error -> assertThat(String.valueOf(error)).doesNotContain("Ada"));
    }

    @Test
    void a_jooq_of_the_users_sees_the_tables_in_its_own_transaction() {
        DSL.using(STORE.dataSource(), SQLDialect.POSTGRES).transaction(configuration -> {
            DSLContext own = STORE.store().reports().dsl(configuration.dsl());
            own.update(FLOW_RUNS)
                    .set(FLOW_RUNS.STATUS, "seen")
                    .where(FLOW_RUNS.RUN_ID.eq("run-1"))
                    .execute();

            assertThat(own.fetchCount(FLOW_RUNS, FLOW_RUNS.STATUS.eq("seen"))).isEqualTo(1);
            assertThat(dsl().fetchCount(FLOW_RUNS, FLOW_RUNS.STATUS.eq("seen"))).isZero();
        });
    }

    @Test
    void own_tables_have_the_prefix_of_the_store_if_their_migration_gave_them_one() {
        dsl().createTable(new Customers("nvent_customers"))
                .column("id", SQLDataType.CLOB)
                .execute();
        dsl().createTable(new Customers("stock")).column("id", SQLDataType.CLOB).execute();
        var customers = new Customers("nvent_customers");
        dsl().insertInto(customers).columns(customers.id).values("run-1").execute();

        Table<?> joined = customers.join(Tables.FLOW_RUNS).on(customers.id.eq(FLOW_RUNS.RUN_ID));
        assertThat(dsl().select(FLOW_RUNS.FLOW_NAME).from(joined).fetchOne(0)).isEqualTo("checkout");
        assertThat(dsl().render(customers)).isEqualTo("\"" + STORE.schema() + "\".\"acme_customers\"");
        assertThat(dsl().render(new Customers("stock"))).isEqualTo("\"" + STORE.schema() + "\".\"stock\"");
    }

    private static DSLContext dsl() {
        return STORE.store().reports().dsl();
    }
}
