package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.StartPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class SweepCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void a_sweep_deletes_old_runs_with_their_events() {
        addRun("orders", "o1");
        addRun("mails", "m1");

        assertThat(DATABASE.run("sweep", "--runs", "30d", "--dry-run", "--json").out())
                .isEqualTo("{\"rules\":[{\"rule\":\"runs\",\"entries\":2,\"events\":2,\"complete\":true}]}\n");
        assertThat(DATABASE.run("sweep", "--runs", "30d").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.store().flowRuns("mails").get("m1")).isPresent();
        assertThat(DATABASE.run("sweep", "--flow-runs", "orders=30d", "--status", "completed", "--yes", "--json")
                        .out())
                .contains("\"rule\":\"runs of orders\",\"entries\":1,\"events\":1");
        assertThat(DATABASE.store().flowRuns("mails").get("m1")).isPresent();
        assertThat(DATABASE.run("sweep", "--runs", "30d", "--time-limit", "10m", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(DATABASE.store().flowRuns("mails").get("m1")).isEmpty();
        assertThat(DATABASE.store().flowRunEvents("m1").read().events()).isEmpty();
    }

    @Test
    void several_kinds_are_swept_by_one_command() {
        assertThat(DATABASE.run(
                                "sweep",
                                "--trigger-events",
                                "30d",
                                "--stream",
                                "shop:order=30d",
                                "--completed-jobs",
                                "7d",
                                "--parked-events",
                                "90d",
                                "--expired-keys",
                                "--yes")
                        .out())
                .contains("trigger events", "events of shop:order", "completed jobs", "parked events", "expired keys");
    }

    @Test
    void a_sweep_without_a_rule_is_a_usage_error() {
        assertThat(DATABASE.run("sweep", "--yes").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void an_option_that_would_be_ignored_is_a_usage_error() {
        assertThat(DATABASE.run("sweep", "--flow-runs", "a=1d", "--flow-runs", "a=2d", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("sweep", "--stream", "a=1d", "--stream", "a=2d", "--dry-run")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("sweep", "--status", "failed", "--trigger-events", "1d", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_dry_run_counts_unseen_events_as_a_sweep_deletes_them() {
        DATABASE.store().stream("unseen:type:1").append(NewEvent.of("t"));
        DATABASE.store()
                .subscribe("unseen")
                .to("unseen:type:1")
                .handle(event -> {})
                .close();
        DATABASE.store().subscriptions().reset("unseen", StartPosition.beginning());

        assertThat(DATABASE.run("sweep", "--stream", "unseen:type=0s", "--dry-run", "--json")
                        .out())
                .contains("\"events\":0");
        assertThat(DATABASE.run("sweep", "--stream", "unseen:type=0s", "--dry-run", "--unseen", "--json")
                        .out())
                .contains("\"events\":1");
        DATABASE.store().subscriptions().delete("unseen");
    }

    private static void addRun(String flow, String run) {
        Instant old = Instant.now().minus(Duration.ofDays(40));
        DATABASE.store()
                .index("nvent:flow:runs:" + flow)
                .add(run, old.toEpochMilli(), Map.of("status", "completed", "completedAt", old));
        DATABASE.store().flowRunEvents(run).append(NewEvent.of("step").withFlowName(flow));
    }
}
