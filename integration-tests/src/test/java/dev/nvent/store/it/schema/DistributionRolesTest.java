package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.SchemaMigrator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distribution with several roles: owners of the functions, and that of the Node adapter. */
class DistributionRolesTest extends DistributionFixture {

    private static final String ROLE = "nvent adapter's";

    @Test
    void functions_of_another_owner_are_left_to_that_owner() {
        citus.execute("CREATE ROLE distributed_owner LOGIN PASSWORD 's3cret';"
                + "GRANT ALL ON SCHEMA distributed TO distributed_owner; GRANT ALL ON DATABASE " + database()
                + " TO distributed_owner; GRANT ALL ON ALL TABLES IN SCHEMA pg_catalog TO distributed_owner");
        try {
            var second = new SchemaMigrator(
                    TestPostgres.hostile(citus.url("distributed_owner", "s3cret")),
                    new Namespace(NAMESPACE.schema(), "second"));
            second.migrate();

            assertThat(second.distribute(Distribution.of(Layout.EVENTS)))
                    .extracting(PlannedScript::name)
                    .noneMatch(name -> name.startsWith("function"));
            assertThat(second.validate()).isEmpty();
            second.undistribute();
        } finally {
            citus.execute("DROP OWNED BY distributed_owner CASCADE; DROP ROLE distributed_owner");
        }
    }

    @Test
    void the_node_adapter_finds_an_immutable_clock_first() {
        citus.execute("CREATE ROLE \"" + ROLE + "\"");
        try {
            citus.execute("ALTER ROLE \"" + ROLE + "\" SET search_path = shop, \"$user\"");
            Distribution distribution = Distribution.of(Layout.EVENTS).withNodeAdapter(ROLE);

            migrator.distribute(distribution);

            assertThat(migrator.planDistribution(distribution)).isEmpty();
            assertThat(pathOf(ROLE))
                    .containsExactly("search_path=distributed_nvent_node_adapter, pg_catalog, shop, \"$user\"");
            assertThat(citus.strings("SELECT provolatile FROM pg_proc "
                            + "WHERE oid = 'distributed_nvent_node_adapter.now()'::regprocedure"))
                    .containsExactly("i");

            migrator.undistribute();

            assertThat(pathOf(ROLE)).containsExactly("search_path=shop, \"$user\"");
            assertThat(citus.strings("SELECT nspname FROM pg_namespace WHERE nspname LIKE '%node_adapter'"))
                    .isEmpty();
        } finally {
            citus.execute("DROP OWNED BY \"" + ROLE + "\"; DROP ROLE \"" + ROLE + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\nb", "a\0b"})
    void the_role_of_the_adapter_is_checked(String role) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Distribution.of(Layout.ALL).withNodeAdapter(role))
                .withMessageContaining("nodeAdapterRole");
    }

    private static List<String> pathOf(String role) {
        return citus.strings("SELECT c FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole, "
                + "unnest(s.setconfig) c WHERE r.rolname = '" + role.replace("'", "''") + "' AND s.setdatabase <> 0");
    }
}
