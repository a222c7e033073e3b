package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Migration;
import dev.nvent.store.schema.PlannedScript;
import dev.nvent.store.schema.RollbackPlan.Loss;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.schema.SchemaState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations of a user, which run after those of the store. */
class UserMigrationsTest {

    private static final String ON_CLASS_PATH = "classpath:dev/nvent/store/it/schema/users";

    @TempDir
    Path directory;

    @Test
    void user_migrations_run_after_those_of_the_store_when_it_is_opened() {
        ScratchSchema schema = ScratchSchema.fresh();

        NventStore.open(schema.options().withMigrations(ON_CLASS_PATH)).close();

        var migrator = schema.migrator().withMigrations(List.of(ON_CLASS_PATH));
        assertThat(migrator.status().version()).isEqualTo("1000");
        assertThat(migrator.status().state()).isEqualTo(SchemaState.CURRENT);
        assertThat(schema.strings("SELECT tenant FROM ${schema}.${prefix}_tenants"))
                .containsExactly("first");
        NventStore.open(schema.options().withMigrations(ON_CLASS_PATH).withAutoMigrate(false))
                .close();
        NventStore.open(schema.options()).close();
        NventStore.open(schema.options().withAutoMigrate(false)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:not/there", "not/there", "filesystem:not/there"})
    void a_location_that_does_not_exist_is_an_error(String location) {
        ScratchSchema schema = ScratchSchema.fresh();

        for (StoreOptions options : List.of(
                schema.options().withMigrations(location),
                schema.options().withMigrations(ON_CLASS_PATH, location),
                schema.options().withMigrations(location).withAutoMigrate(false))) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> NventStore.open(options))
                    .withMessageContaining("not/there");
        }
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() ->
                        schema.migrator().withMigrations(List.of(location)).plan())
                .withMessageContaining("not/there");
    }

    @Test
    void user_migrations_that_have_not_run_are_planned_and_pending() {
        ScratchSchema schema = ScratchSchema.migrated("p");
        var migrator = schema.migrator().withMigrations(List.of(ON_CLASS_PATH));

        assertThat(migrator.status().pending())
                .extracting(Migration::script)
                .containsExactly("V1000__tenants.sql", "R__tenants_by_name.sql");
        assertThat(migrator.plan())
                .extracting(PlannedScript::sql)
                .first()
                .asString()
                .contains(schema.filled("CREATE TABLE \"${schema}\".\"p_tenants\""));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> NventStore.open(
                        schema.options().withMigrations(ON_CLASS_PATH).withAutoMigrate(false)))
                .withMessageContaining("pending: V1000__tenants.sql");
    }

    @Test
    void a_new_migration_of_the_store_runs_although_user_migrations_have_higher_versions() {
        ScratchSchema schema = ScratchSchema.fresh();
        var migrator = schema.migrator().withMigrations(List.of(ON_CLASS_PATH));
        migrator.migrate();
        schema.execute("DELETE FROM ${schema}.${prefix}_flyway_history WHERE version = '023'");
        schema.execute("DROP INDEX ${schema}.idx_${prefix}_kv_key");

        assertThat(migrator.migrate()).isEqualTo(1);
        assertThat(migrator.status().state()).isEqualTo(SchemaState.CURRENT);
        assertThat(migrator.validate()).isEmpty();
    }

    @Test
    void user_migrations_are_rolled_back_with_their_undo_and_loss_files() {
        ScratchSchema schema = ScratchSchema.fresh();
        var migrator = schema.migrator().withMigrations(List.of(ON_CLASS_PATH));
        migrator.migrate();

        assertThat(migrator.planRollback("999").losses()).containsExactly(new Loss("tenants", 1));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.rollbackTo("999", DataLoss.REFUSED))
                .withMessageContaining("tenants: 1 row");
        migrator.rollbackTo("999", DataLoss.ACCEPTED);

        assertThat(schema.migrator().validate()).isEmpty();
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.CURRENT);
    }

    @Test
    void a_user_migration_without_undo_file_prevents_the_rollback() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        write("V1000__mine.sql", "CREATE TABLE \"${schema}\".mine (id int)");
        SchemaMigrator migrator = schema.migrator().withMigrations(List.of("filesystem:" + directory));
        migrator.migrate();

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.rollbackTo("21", DataLoss.ACCEPTED))
                .withMessageContaining("U1000__mine.sql");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> schema.migrator().rollbackTo("21", DataLoss.ACCEPTED));
        assertThat(migrator.status().state()).isEqualTo(SchemaState.CURRENT);

        write("U1000__mine.sql", "DROP TABLE \"${schema}\".mine");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> migrator.rollbackTo("21", DataLoss.REFUSED))
                .withMessageContaining("V1000__mine.sql: number of rows unknown");
        migrator.rollbackTo("21", DataLoss.ACCEPTED);
        assertThat(migrator.status().version()).isEqualTo("021");
    }

    @Test
    void a_user_migration_with_a_version_below_1000_is_rejected() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        write("V500__mine.sql", "SELECT 1");
        SchemaMigrator migrator = schema.migrator().withMigrations(List.of("filesystem:" + directory));

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(migrator::migrate)
                .withMessageContaining("V500__mine.sql: expected a version from 1000 on");
        Files.move(directory.resolve("V500__mine.sql"), directory.resolve("V5__mine.sql"));
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(migrator::migrate)
                .withMessageContaining("V5__mine.sql: expected a version from 1000 on");
        assertThat(schema.migrator().status().state()).isEqualTo(SchemaState.EMPTY);
    }

    @Test
    void an_unknown_placeholder_is_named_with_its_file_and_the_known_ones() throws IOException {
        ScratchSchema schema = ScratchSchema.fresh();
        write("V1000__mine.sql", "CREATE TABLE \"${shema}\".mine (id int)");
        SchemaMigrator migrator = schema.migrator().withMigrations(List.of("filesystem:" + directory));

        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(migrator::migrate)
                .withMessageContainingAll("V1000__mine.sql", "${shema}", "${schema} and ${prefix}");
    }

    private void write(String file, String sql) throws IOException {
        Files.writeString(directory.resolve(file), sql);
    }
}
