package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

@Tag("postgres")
class ReportCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void the_report_covers_runs_steps_failures_tables_and_indexes() {
        long now = System.currentTimeMillis();
        var runs = DATABASE.store().flowRuns("checkout");
        runs.add("r1", now - 5_000, Map.of("status", "completed", "completedAt", now));
        runs.add("r2", now - 9_000, Map.of("status", "failed"));
        runs.add("old", now - 90L * 86_400_000, Map.of("status", "completed"));
        var events = DATABASE.store().flowRunEvents("r1");
        var step = NewEvent.of("step.started").withFlowName("checkout").withStep("pay", null);
        events.append(step.withAttempt(1));
        events.append(NewEvent.of("step.failed")
                .withFlowName("checkout")
                .withStep("pay", null)
                .withAttempt(1));
        events.append(step.withAttempt(2));
        events.append(NewEvent.of("step.completed")
                .withFlowName("checkout")
                .withStep("pay", null)
                .withAttempt(2));
        // The second attempt took 4 s; the first must not be counted.
        TestDatabase.execute("UPDATE \"" + DATABASE.schema()
                + "\".nvent_flow_events SET ts = ts - 4000 WHERE type = 'step.started' AND attempt = 2");
        TestDatabase.execute(
                "UPDATE \"" + DATABASE.schema() + "\".nvent_flow_events SET ts = ts - 60000 WHERE attempt = 1");

        JsonNode report = DATABASE.run("report", "--json").json();
        String text = DATABASE.run("report").out();

        assertThat(report.get("runs").size()).isEqualTo(2);
        assertThat(report.get("runs").get(0).get("medianMillis").intValue()).isEqualTo(5_000);
        JsonNode slow = report.get("slowestSteps").get(0);
        assertThat(slow.get("step").stringValue()).isEqualTo("pay");
        assertThat(slow.get("times").intValue()).isEqualTo(1);
        assertThat(slow.get("longestMillis").longValue()).isBetween(4_000L, 5_000L);
        assertThat(report.get("failures").get(0).get("failures").intValue()).isEqualTo(1);
        assertThat(report.get("tables")
                        .valueStream()
                        .map(table -> table.get("table").stringValue()))
                .contains("nvent_flow_events", "nvent_kv");
        assertThat(report.get("indexes").size()).isEqualTo(10);
        assertThat(report.get("unusedIndexes")
                        .valueStream()
                        .map(index -> index.get("index").stringValue()))
                .contains("idx_nvent_flows_running")
                .doesNotContain("nvent_kv_pkey");
        assertThat(text).contains("Runs by flow and state, last 30 days").contains("5.0 s");
        assertThat(DATABASE.run("report", "--since", "365d", "--json")
                        .json()
                        .get("runs")
                        .valueStream()
                        .mapToInt(row -> row.get("runs").intValue())
                        .sum())
                .isEqualTo(3);
    }
}
