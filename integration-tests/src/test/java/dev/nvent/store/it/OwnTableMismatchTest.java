package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.SchemaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of the user that differ from the definition of their index, which the store refuses when it is opened. */
class OwnTableMismatchTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers("acme");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DROP COLUMN rank | rank does not exist
            ALTER rank TYPE bigint | rank has the type int8
            ALTER status TYPE char(9) | status has the type bpchar
            ALTER version DROP DEFAULT | version needs the default 0
            ALTER version SET DEFAULT 1 | version needs the default 0
            ALTER updated_at DROP DEFAULT | updated_at needs a default
            ALTER registered_at DROP NOT NULL | registered_at takes NULL
            ADD planet text NOT NULL | planet is NOT NULL, has no default
            DROP CONSTRAINT acme_customers_pkey | no unique constraint, of id and region
            RENAME TO acme_clients | acme_customers does not exist
            """)
    void a_table_that_differs_from_its_definition_is_refused(String change, String problem) {
        var damaged = TestStore.withCustomers("acme");
        damaged.open();
        try {
            TestPostgres.execute("ALTER TABLE " + damaged.schema() + ".acme_customers " + change);
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(damaged.options()))
                    .withMessageContaining(problem);
        } finally {
            damaged.close();
        }
    }

    @Test
    void columns_that_are_no_part_of_it_may_have_defaults_or_be_generated() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema()
                + ".acme_customers ADD number bigint GENERATED ALWAYS AS IDENTITY, ADD note text,"
                + " ADD twice integer GENERATED ALWAYS AS (orders * 2) STORED");

        NventStore.open(STORE.options()).close();
    }
}
