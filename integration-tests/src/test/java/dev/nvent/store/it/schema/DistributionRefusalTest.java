package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Distribution;
import dev.nvent.store.schema.Distribution.Layout;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import org.junit.jupiter.api.Test;

/** Clusters, connections and schemas on which a layout is refused. */
class DistributionRefusalTest extends DistributionFixture {

    @Test
    void the_schema_public_cannot_be_distributed_as_a_whole() {
        SchemaMigrator inPublic = citus.migrator(Namespace.DEFAULT);
        inPublic.migrate();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> inPublic.distribute(Distribution.of(Layout.SCHEMA)))
                .withMessageContaining("'events' or 'all'");

        inPublic.distribute(Distribution.of(Layout.ALL));
        assertThat(inPublic.validate()).isEmpty();
        inPublic.undistribute();
        inPublic.rollbackTo("0", DataLoss.ACCEPTED);
    }

    @Test
    void a_database_without_citus_is_refused() {
        ScratchSchema schema = ScratchSchema.migrated("nvent");

        assertThat(schema.migrator().layout()).isEmpty();
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().distribute(Distribution.of(Layout.EVENTS)))
                .withMessageContaining("CREATE EXTENSION citus");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().undistribute())
                .withMessageContaining("CREATE EXTENSION citus");
    }

    @Test
    void a_cluster_that_does_not_know_its_coordinator_can_keep_no_table_there() {
        citus.execute("DELETE FROM pg_dist_node WHERE groupid = 0");
        try {
            assertRefused(Distribution.of(Layout.EVENTS), "citus_set_coordinator_host");
            assertRefused(Distribution.of(Layout.ALL), "citus_set_coordinator_host");
            migrator.distribute(Distribution.of(Layout.SCHEMA));
        } finally {
            citus.execute("INSERT INTO pg_dist_node VALUES (0)");
        }
    }

    @Test
    void an_old_citus_is_refused() {
        citus.execute("SET allow_system_table_mods = on;"
                + "UPDATE pg_extension SET extversion = '11.3-1' WHERE extname = 'citus'");
        try {
            assertRefused(Distribution.of(Layout.EVENTS), "Citus 12 or newer");
            assertThat(migrator.layout()).isEmpty();
            assertThat(migrator.validate()).isEmpty();
        } finally {
            citus.execute("SET allow_system_table_mods = on;"
                    + "UPDATE pg_extension SET extversion = '13.2-1' WHERE extname = 'citus'");
        }
    }

    @Test
    void an_outdated_schema_is_refused() {
        SchemaMigrator outdated = citus.migrator(new Namespace("outdated", "nvent"));
        outdated.migrate();
        outdated.rollbackTo("40", DataLoss.ACCEPTED);

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> outdated.distribute(Distribution.of(Layout.EVENTS)))
                .withMessageContaining("migrate with");
    }

    @Test
    void a_new_subject_type_on_a_worker_is_created_by_the_coordinator() {
        migrator.distribute(Distribution.of(Layout.EVENTS));
        citus.execute("UPDATE pg_catalog.pg_dist_local_group SET groupid = 1");
        try {
            use("worker");
            assertThat(migrator.validate()).isEmpty();
            assertRefused(Distribution.of(Layout.ALL), "the coordinator of the Citus cluster");
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(migrator::undistribute)
                    .withMessageContaining("connect to the coordinator");
        } finally {
            citus.execute("UPDATE pg_catalog.pg_dist_local_group SET groupid = 0");
        }
    }

    private void assertRefused(Distribution distribution, String reason) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.distribute(distribution))
                .withMessageContaining(reason);
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.planDistribution(distribution))
                .withMessageContaining(reason);
    }
}
