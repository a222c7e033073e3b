package dev.nvent.store.it;

import static dev.nvent.store.it.OwnColumns.CUSTOMER;
import static dev.nvent.store.it.OwnColumns.RETRIES;
import static dev.nvent.store.it.ShopRuns.SHOP_RUNS;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.RunQuery;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.transition.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes with fields in own columns, which are refused. */
class OwnColumnMistakesTest extends OwnColumnsFixture {

    @RegisterExtension
    static final OwnColumns COLUMNS = new OwnColumns();

    OwnColumnMistakesTest() {
        super(COLUMNS);
    }

    @Test
    void a_column_of_another_table_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ColumnField.own(Flows.class, "customer.id", SHOP_RUNS.customerId, Codec.TEXT))
                .withMessageContaining("customer_id")
                .withMessageContaining("flow_runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "status.code", "customer.id", "customer", "customer.id.x", "version"})
    void a_path_that_is_taken_is_refused(String path) {
        var taken = ColumnField.own(FlowRuns.class, path, SHOP_RUNS.dueAt, Codec.LONG);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unawareStore.options().withFields(CUSTOMER).withFields(taken));
    }

    @Test
    void a_column_with_two_fields_is_refused() {
        var second = ColumnField.own(FlowRuns.class, "client", SHOP_RUNS.customerId, Codec.TEXT);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unawareStore.options().withFields(CUSTOMER, second))
                .withMessageContaining("customer_id");
    }

    @Test
    void a_field_of_the_store_is_refused() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unawareStore.options().withFields(FlowRunFields.STATUS));
    }

    @Test
    void a_field_that_the_store_was_not_given_is_refused_in_patches_and_entries() {
        unaware.add("a", 1, Map.of());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unaware.update("a", Patch.of(CUSTOMER, "c-1")))
                .withMessageContaining("withFields");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> unaware.get("a").orElseThrow().get(CUSTOMER))
                .withMessageContaining("withFields");
    }

    @Test
    void a_field_that_the_store_was_not_given_is_refused_in_queries_and_claims() {
        refusedField(() -> unaware.read(IndexQuery.where(CUSTOMER, "c-1")));
        refusedField(() -> unaware.read(IndexQuery.where(CUSTOMER, null)));
        refusedField(() -> unaware.read(IndexQuery.where(RETRIES, 0)));
        refusedField(() -> unaware.read(IndexQuery.where(FlowRunFields.STATUS, "done")
                .andAnyOf(CUSTOMER, List.of("c-1"))
                .withMinScore(1)));
        refusedField(() -> unaware.count(IndexQuery.where(CUSTOMER, "c-1")));
        refusedField(() -> unaware.claim(IndexQuery.where(CUSTOMER, "c-1"), Duration.ofMinutes(1)));
        refusedField(() -> unawareStore.store().runs().read(RunQuery.all().where(CUSTOMER, "c-1")));
        refusedField(() -> unawareStore.store().runs().count(RunQuery.all().where(CUSTOMER, "c-1")));
        refusedField(() -> unawareStore.store().runs().estimate(RunQuery.all().where(CUSTOMER, "c-1")));
    }

    @Test
    void a_field_that_the_store_was_not_given_is_refused_in_transitions_and_increments() {
        Transition transition = unawareStore.store().transition();

        refusedField(() -> transition.expect(subject, "a", CUSTOMER, "c-1"));
        refusedField(() -> transition.expect(subject, "a", CUSTOMER, null));
        refusedField(() -> transition.update(subject, "a", Patch.of(CUSTOMER, "c-1")));
        refusedField(() -> transition.add(subject, "a", 1, Patch.of(CUSTOMER, "c-1")));
        refusedField(() -> transition.increment(subject, "a", RETRIES, 1));
        refusedField(() -> unaware.increment("a", RETRIES, 1));
        refusedField(() -> unaware.add("a", 1, Patch.of(CUSTOMER, "c-1")));
        refusedField(() -> unaware.addIfAbsent("a", 1, Patch.of(CUSTOMER, "c-1")));
        refusedField(() -> unaware.reschedule("a", 1, DueTime.after(Duration.ofMinutes(1)), Patch.of(CUSTOMER, "c-1")));
    }

    private void refusedField(ThrowingCallable call) {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(call).withMessageContaining("withFields");
    }

    @Test
    void a_filter_by_a_field_with_another_path_is_refused() {
        var second = ColumnField.own(FlowRuns.class, "client", SHOP_RUNS.customerId, Codec.TEXT);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> runs.read(IndexQuery.where(second, "c-1")))
                .withMessageContaining("client");
    }

    @Test
    void a_missing_column_is_refused_at_open() {
        refused(
                ColumnField.own(FlowRuns.class, "x", new Renamed("nvent_flow_runs").field, Codec.TEXT),
                "shop_flow_runs.renamed does not exist");
    }

    @Test
    void a_column_of_another_type_is_refused_at_open() {
        refused(
                ColumnField.own(FlowRuns.class, "x", SHOP_RUNS.customerNumber, Codec.LONG),
                "shop_flow_runs.customer_id has the type text, its class bigint");
    }

    private void refused(MetadataField<?> field, String problem) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(unawareStore.options().withFields(field)))
                .withMessageContaining(problem);
    }

    @SuppressWarnings("serial")
    private static final class Renamed extends org.jooq.impl.TableImpl<org.jooq.Record> {

        final org.jooq.TableField<org.jooq.Record, String> field =
                createField(DSL.name("renamed"), org.jooq.impl.SQLDataType.CLOB, this, "");

        Renamed(String name) {
            super(DSL.name(name));
        }
    }
}
