package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.retention.RetentionRule;
import dev.nvent.store.stream.NewEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** Sweeps that run with the application. */
@Tag("postgres")
class RetentionPropertiesTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Test
    void old_runs_are_deleted_from_time_to_time() {
        application("initial-delay=1ms", "interval=20ms", "runs=30d", "flows.audit=3650d")
                .run(context -> {
                    NventStore store = context.getBean(NventStore.class);
                    for (int round = 0; round < 2; round++) {
                        addOldRun(store, "orders");
                        addOldRun(store, "audit");
                        awaitDeletion(store, "orders");
                    }
                    assertThat(store.flowRuns("audit").count(IndexQuery.all())).isEqualTo(1);
                });
    }

    @Test
    void each_property_is_a_rule() {
        application(
                        "runs=30d",
                        "flows.audit=10d",
                        "trigger-events=20d",
                        "streams[shop:order]=15d",
                        "completed-jobs=7d",
                        "parked-events=90d",
                        "expired-keys=true",
                        "time-limit=1m",
                        "max-replication-lag=2s",
                        "unseen-events=true")
                .run(context -> {
                    var retention = context.getBean(NventStoreProperties.class).retention();
                    assertThat(retention.rules())
                            .containsExactlyInAnyOrder(
                                    RetentionRule.runs(Duration.ofDays(30)),
                                    RetentionRule.runs(Duration.ofDays(10)).ofFlow("audit"),
                                    RetentionRule.triggerEvents(Duration.ofDays(20)),
                                    RetentionRule.streamEvents("shop:order", Duration.ofDays(15)),
                                    RetentionRule.completedJobs(Duration.ofDays(7)),
                                    RetentionRule.parkedEvents(Duration.ofDays(90)),
                                    RetentionRule.expiredKeys());
                    assertThat(retention.options().timeLimit()).contains(Duration.ofMinutes(1));
                    assertThat(retention.options().maxReplicationLag()).contains(Duration.ofSeconds(2));
                    assertThat(retention.options().includesUnseenEvents()).isTrue();
                });
    }

    @Test
    void nothing_is_deleted_without_a_rule() {
        application()
                .run(context -> assertThat(
                                context.getBean(RetentionLifecycle.class).isRunning())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval=0s", "interval=-1h", "time-limit=-1m", "max-replication-lag=0s", "runs=-1d"})
    void a_duration_that_is_not_valid_fails_the_start(String property) {
        application("completed-jobs=7d", property)
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void sweeps_end_with_the_application() {
        application("initial-delay=1ms", "interval=1h", "runs=30d").run(context -> {
            var sweeps = context.getBean(RetentionLifecycle.class);
            assertThat(sweeps.isRunning()).isTrue();

            context.stop();
            assertThat(sweeps.isRunning()).isFalse();
        });
    }

    private ApplicationContextRunner application(String... properties) {
        // Not withPropertyValues, which ends a name at a colon.
        Map<String, Object> values = new HashMap<>();
        for (String property : properties) {
            String[] parts = property.split("=");
            values.put("nvent.store.retention." + parts[0], parts[1]);
        }
        return Contexts.application(databases.create())
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("retention", values)));
    }

    /** The event first: a sweep may follow the run at once. */
    private static void addOldRun(NventStore store, String flow) {
        Instant old = Instant.now().minus(Duration.ofDays(40));
        store.flowRunEvents(flow).append(NewEvent.of("step").withFlowName(flow));
        store.index("nvent:flow:runs:" + flow)
                .add(flow, old.toEpochMilli(), Map.of("status", "completed", "completedAt", old));
    }

    private static void awaitDeletion(NventStore store, String flow) throws InterruptedException {
        for (int wait = 0; wait < 500 && store.flowRuns(flow).count(IndexQuery.all()) > 0; wait++) {
            Thread.sleep(10);
        }
        assertThat(store.flowRuns(flow).count(IndexQuery.all())).isZero();
        assertThat(store.flowRunEvents(flow).read().events()).isEmpty();
    }
}
