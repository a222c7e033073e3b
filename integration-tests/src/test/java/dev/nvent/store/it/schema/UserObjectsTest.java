package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Tables, columns, indexes and views of users, which belong to a healthy schema. */
class UserObjectsTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeMigrations() throws IOException {
        write("V1000__customers.sql", """
                CREATE TABLE "${schema}"."${prefix}customers" (id text PRIMARY KEY, name text NOT NULL);
                ALTER TABLE "${schema}"."${prefix}flow_runs"
                    ADD COLUMN customer_id text REFERENCES "${schema}"."${prefix}customers";
                CREATE VIEW "${schema}"."${prefix}customer_runs" AS
                    SELECT run_id, customer_id FROM "${schema}"."${prefix}flow_runs";
                """);
        write("V1001__customer_index.sql", """
                CREATE INDEX CONCURRENTLY "idx_${prefix}flow_runs_customer"
                    ON "${schema}"."${prefix}flow_runs" (customer_id);
                """);
    }

    @Test
    void a_healthy_schema_with_own_objects_has_no_differences_for_any_process() {
        ScratchSchema schema = ScratchSchema.fresh();
        withMigrations(schema).migrate();

        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(withMigrations(schema).validate()).isEmpty();
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.CURRENT);
        assertThat(withMigrations(schema).plan()).isEmpty();
    }

    @Test
    void changes_of_own_objects_are_differences() {
        ScratchSchema schema = ScratchSchema.fresh();
        withMigrations(schema).migrate();

        schema.execute("DROP INDEX ${schema}.idx_${prefix}_flow_runs_customer");
        schema.execute("ALTER TABLE ${schema}.${prefix}_customers ALTER COLUMN name DROP NOT NULL");
        schema.execute("DROP VIEW ${schema}.${prefix}_customer_runs");

        assertThat(schema.migrator().validate())
                .extracting(difference -> difference.kind() + " " + difference.object())
                .containsExactlyInAnyOrder(
                        "MISSING index flow_runs.idx_flow_runs_customer",
                        "CHANGED column customers.name",
                        "MISSING table customer_runs");
    }

    @Test
    void objects_that_no_migration_created_are_unexpected_also_after_migrations_of_the_user() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        withMigrations(schema).migrate();
        schema.execute("CREATE TABLE ${schema}.${prefix}_by_hand (id int)");
        write("V1002__more.sql", "ALTER TABLE \"${schema}\".\"${prefix}customers\" ADD COLUMN country text");
        withMigrations(schema).migrate();

        assertThat(schema.migrator().validate())
                .extracting(difference -> difference.kind() + " " + difference.object())
                .containsExactly("UNEXPECTED table by_hand");
    }

    @Test
    void objects_of_the_migrations_before_a_failed_one_are_known() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        write("V1002__broken.sql", "SELECT * FROM no_such_table");

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> withMigrations(schema).migrate());
        assertThat(schema.migrator().validate())
                .noneMatch(difference -> difference.kind() == Difference.Kind.UNEXPECTED);
    }

    @Test
    void objects_of_a_store_that_kept_no_records_are_known_after_the_next_migration() {
        ScratchSchema schema = ScratchSchema.fresh();
        withMigrations(schema).migrate();
        schema.execute("DELETE FROM ${schema}.${prefix}_user_objects");
        assertThat(schema.migrator().validate()).isNotEmpty();

        withMigrations(schema).migrate();

        assertThat(schema.migrator().validate()).isEmpty();
    }

    @Test
    void definitions_do_not_depend_on_the_search_path_of_the_connection() {
        ScratchSchema schema = ScratchSchema.fresh();
        withMigrations(schema).migrate();
        PGSimpleDataSource dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setOptions("-c search_path=" + schema.namespace().schema());

        assertThat(new SchemaMigrator(dataSource, schema.namespace()).validate())
                .isEmpty();
    }

    @Test
    void rolled_back_objects_are_forgotten() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        write("U1001__customer_index.sql", "DROP INDEX \"${schema}\".\"idx_${prefix}flow_runs_customer\"");
        write("L1001__customer_index.sql", "SELECT 'index', 0::bigint");
        withMigrations(schema).migrate();

        withMigrations(schema).rollbackTo("1000", DataLoss.REFUSED);

        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(withMigrations(schema).status().pending())
                .extracting(Object::toString)
                .containsExactly("V1001__customer_index.sql");
    }

    private SchemaMigrator withMigrations(ScratchSchema schema) {
        return schema.migrator().withMigrations(List.of("filesystem:" + directory));
    }

    private void write(String file, String sql) throws IOException {
        Files.writeString(directory.resolve(file), sql);
    }
}
