package dev.nvent.store.it;

import static dev.nvent.store.it.Customers.CUSTOMERS;
import static dev.nvent.store.jooq.Tables.FLOWS;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.catalog.IndexDefinition;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Definitions of indexes in tables of the user, which are refused before a statement is sent. */
class IndexDefinitionTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("acme");

    @Test
    void a_subject_is_text_with_at_most_one_key_at_its_end() {
        for (String wrong :
                List.of("", "{region}", "shop:{region}:customers", "shop:{a}:{b}", "shop{region}", "shop:{}")) {
            assertThatExceptionOfType(InvalidInputException.class).as(wrong).isThrownBy(() -> Customers.bare(wrong));
        }
    }

    @Test
    void null_is_refused_with_the_subject() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> IndexDefinition.of("a", CUSTOMERS.id, null, CUSTOMERS.version),
                () -> Customers.bare("a").withKey(null),
                () -> Customers.bare("a").withUpdatedAt(null),
                () -> Customers.bare("a").withFields(Customers.RANK, null))) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(call)
                    .withMessageContaining("index a");
        }
    }

    @Test
    void a_key_is_given_where_there_is_one() {
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Customers.INDEX.index());
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Customers.INDEX.index(""));
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Customers.bare("shop:customers").index("eu"));
        assertRefused("the column of the key", Customers.bare("shop:customers:{region}"));
        assertRefused("no column of a key", Customers.bare("shop:customers").withKey(CUSTOMERS.region));
    }

    @Test
    void two_definitions_have_neither_a_table_nor_a_subject_in_common() {
        assertRefused("one definition of each table", Customers.bare("a"), Customers.bare("b"));
        IndexDefinition<FlowsRecord> other =
                IndexDefinition.of("shop:customers:eu", FLOWS.FLOW_NAME, FLOWS.REGISTERED_AT, FLOWS.VERSION);
        assertRefused("subjects that name one table each", Customers.INDEX, other);
        assertRefused("subjects that name one table each", other, Customers.INDEX);
    }

    @Test
    void a_column_or_a_path_is_used_once() {
        assertRefused(
                "rank",
                Customers.bare("a")
                        .withFields(Customers.RANK, ColumnField.of("position", CUSTOMERS.rank, Codec.INTEGER)));
        assertRefused(
                "rank",
                Customers.bare("a")
                        .withFields(Customers.RANK, ColumnField.of("rank.of", CUSTOMERS.orders, Codec.INTEGER)));
        assertRefused("version", Customers.bare("a").withFields(ColumnField.of("v", CUSTOMERS.version, Codec.INTEGER)));
        assertRefused(
                "version", Customers.bare("a").withFields(ColumnField.of("version", CUSTOMERS.rank, Codec.INTEGER)));
        assertRefused("id", Customers.bare("a").withFields(ColumnField.of("number", CUSTOMERS.id, Codec.TEXT)));
    }

    @Test
    void a_subject_of_the_store_is_refused_when_the_store_is_opened() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> NventStore.open(STORE.plainOptions()
                        .withIndexes(Customers.bare("acme:{region}").withKey(CUSTOMERS.region))))
                .withMessageContaining("acme:");
    }

    private void assertRefused(String words, IndexDefinition<?>... indexes) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> STORE.plainOptions().withIndexes(indexes))
                .withMessageContaining(words);
    }
}
