package dev.nvent.store.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.benchmarks.workload.Workloads;
import dev.nvent.store.postgres.PostgresServer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That the benchmarks run; not how fast. */
class BenchTest {

    @Tag("postgres")
    @Test
    void every_side_of_every_workload_on_small_data_does_its_work() throws Exception {
        try (PostgresServer server = PostgresServer.find();
                PostgresServer.Database scratch = server.createDatabase();
                BenchDatabase database = BenchDatabase.open(scratch.jdbcUrl())) {
            EnumSet.allOf(Dataset.class).stream()
                    .filter(data -> !data.isLarge())
                    .forEach(data -> data.load(database));
            for (Workload workload : Workloads.ALL) {
                if (workload.data().stream().noneMatch(Dataset::isLarge)) {
                    for (Side side : workload.sides()) {
                        assertThat(side.opening().apply(database).run())
                                .as(workload.name() + ", " + side.name())
                                .isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void a_ratio_is_held_against_its_target() {
        Workload increment = Workloads.named("increment");
        Target target = Target.latency(Side.STORE, Side.JDBC, 1.10);

        Verdict met = Verdict.of(increment, target, List.of(figure(Side.STORE, 109), figure(Side.JDBC, 100)))
                .orElseThrow();
        Verdict missed = Verdict.of(increment, target, List.of(figure(Side.STORE, 111), figure(Side.JDBC, 100)))
                .orElseThrow();

        assertThat(met.value()).isEqualTo(1.09);
        assertThat(met.met()).isTrue();
        assertThat(missed.met()).isFalse();
    }

    @Test
    void a_report_shows_what_was_measured() {
        var results = new Results(
                "2026-01-01", Map.of("Memory", "1 GiB"), List.of(figure(Side.STORE, 111), figure(Side.JDBC, 100)));

        assertThat(new Report(results).targets()).contains("increment", "≤ 1.10 ×", "1.11 ×", "**no**");
    }

    private static Figure figure(String side, double micros) {
        return new Figure("increment", side, null, micros, micros, Double.NaN, 1_000, List.of(micros));
    }
}
