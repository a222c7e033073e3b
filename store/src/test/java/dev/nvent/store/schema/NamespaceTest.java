package dev.nvent.store.schema;

import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.jooq.Nvent;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.junit.jupiter.api.Test;

/** The names of tables in SQL that jOOQ renders. */
class NamespaceTest {

    private static final Namespace ACME = new Namespace("workflows", "acme");

    private static final class Customers extends TableImpl<Record> {

        private static final long serialVersionUID = 1L;

        Customers(String schema, String name) {
            super(DSL.name(name), new SchemaImpl(schema));
        }
    }

    @Test
    void tables_of_the_store_have_its_schema_and_prefix() {
        assertThat(render(FLOW_RUNS, new Settings())).isEqualTo("\"workflows\".\"acme_flow_runs\"");
    }

    @Test
    void own_tables_have_the_prefix_if_they_were_generated_with_the_default_one() {
        assertThat(render(new Customers("nvent", "nvent_customers"), new Settings()))
                .isEqualTo("\"workflows\".\"acme_customers\"");
        assertThat(render(new Customers("nvent", "customers"), new Settings()))
                .isEqualTo("\"workflows\".\"customers\"");
    }

    @Test
    void functions_that_return_tables_keep_their_names() {
        for (Table<?> function : Nvent.NVENT.getTables()) {
            if (function.getTableType().isFunction()) {
                assertThat(render(function, new Settings())).contains("\"nvent_");
            }
        }
        assertThat(Nvent.NVENT.getTables())
                .anyMatch(table -> table.getTableType().isFunction());
    }

    @Test
    void tables_in_other_schemas_keep_their_names() {
        assertThat(render(new Customers("shop", "nvent_customers"), new Settings()))
                .isEqualTo("\"shop\".\"nvent_customers\"");
    }

    @Test
    void mappings_of_the_settings_remain_and_the_settings_do_not_change() {
        Settings settings = new Settings()
                .withRenderMapping(new RenderMapping()
                        .withSchemata(new MappedSchema().withInput("shop").withOutput("store")));

        assertThat(render(new Customers("shop", "customers"), settings)).isEqualTo("\"store\".\"customers\"");
        assertThat(render(FLOW_RUNS, settings)).isEqualTo("\"workflows\".\"acme_flow_runs\"");
        assertThat(settings.getRenderMapping().getSchemata()).hasSize(1);
    }

    private static String render(Table<?> table, Settings settings) {
        return DSL.using(SQLDialect.POSTGRES, ACME.mapTables(settings)).render(table);
    }
}
