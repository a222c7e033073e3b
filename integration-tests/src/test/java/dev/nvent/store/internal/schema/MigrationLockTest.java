package dev.nvent.store.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.schema.Namespace;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lock that one process holds while it changes a schema. */
class MigrationLockTest {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    void a_lock_timeout_names_the_session_that_holds_the_migration_lock() throws SQLException {
        MigrationTarget holder = target("lock_waiting");

        MigrationLock.hold(holder, A_SECOND, (locked, session) -> {
            Instant start = Instant.now();
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> MigrationLock.hold(target("lock_waiting"), A_SECOND, (other, second) -> null))
                    .withMessageContainingAll("the migration lock within 1 s", "held by process", "(lock_waiting)");
            assertThat(Duration.between(start, Instant.now())).isBetween(A_SECOND, Duration.ofSeconds(10));
            return null;
        });

        assertThat(MigrationLock.<String>hold(holder, A_SECOND, (locked, session) -> "free"))
                .isEqualTo("free");
    }

    @Test
    void schemas_do_not_wait_for_each_other() throws SQLException {
        String done = MigrationLock.hold(
                target("lock_one"),
                A_SECOND,
                (locked, session) -> MigrationLock.hold(target("lock_two"), A_SECOND, (other, second) -> "both"));

        assertThat(done).isEqualTo("both");
    }

    @Test
    @Tag("slow")
    void work_that_is_no_longer_protected_ends() {
        MigrationTarget target = target("lock_lost");
        Instant start = Instant.now();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> MigrationLock.hold(target, A_SECOND, (locked, session) -> {
                    TestPostgres.strings("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                            + " WHERE application_name = 'lock_lost' AND state = 'idle in transaction'");
                    session.execute("SELECT pg_sleep(120)");
                    return null;
                }));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    /** @param name of the schema and of the sessions */
    private static MigrationTarget target(String name) {
        var dataSource = TestPostgres.hostile(TestPostgres.url());
        dataSource.setApplicationName(name);
        return new MigrationTarget(dataSource, new Namespace(name, "nvent"), List.of());
    }
}
