package dev.nvent.store.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.benchmarks.workload.Workloads;
import dev.nvent.store.postgres.PostgresServer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that the benchmarks run, not their results. */
class BenchTest {

    @Tag("postgres")
    @Test
    void every_variant_of_every_workload_with_small_data_runs() throws Exception {
        try (PostgresServer server = PostgresServer.find();
                PostgresServer.Database scratch = server.createDatabase();
                BenchDatabase database = BenchDatabase.open(scratch.jdbcUrl())) {
            EnumSet.allOf(Dataset.class).stream()
                    .filter(data -> !data.isLarge())
                    .forEach(data -> data.load(database));
            for (Workload workload : Workloads.ALL) {
                if (workload.data().stream().noneMatch(Dataset::isLarge)) {
                    for (Variant variant : workload.variants()) {
                        assertThat(variant.factory().apply(database).run())
                                .as(workload.name() + ", " + variant.name())
                                .isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void a_ratio_is_compared_with_the_bound_of_its_target() {
        Workload increment = Workloads.named("increment");
        Target target = Target.latency(Variant.STORE, Variant.JDBC, 1.10);

        TargetResult met = TargetResult.of(
                        increment, target, List.of(measurement(Variant.STORE, 109), measurement(Variant.JDBC, 100)))
                .orElseThrow();
        TargetResult missed = TargetResult.of(
                        increment, target, List.of(measurement(Variant.STORE, 111), measurement(Variant.JDBC, 100)))
                .orElseThrow();

        assertThat(met.value()).isEqualTo(1.09);
        assertThat(met.met()).isTrue();
        assertThat(missed.met()).isFalse();
    }

    @Test
    void the_report_shows_the_measured_ratio_of_a_target() {
        var results = new Results(
                "2026-01-01",
                Map.of("Memory", "1 GiB"),
                List.of(measurement(Variant.STORE, 111), measurement(Variant.JDBC, 100)),
                List.of(),
                List.of());

        assertThat(new Report(results).targets()).contains("increment", "≤ 1.10 ×", "1.11 ×", "**no**");
    }

    @Test
    void the_report_shows_the_statements_of_an_idle_store() {
        var results = new Results(
                "2026-01-01",
                Map.of("Memory", "1 GiB"),
                List.of(),
                List.of(),
                List.of(new StatementRate("waiting", "5 waiters", 1.66, 2)));

        assertThat(new Report(results).targets())
                .contains("| waiting, statements per second: 5 waiters | ≤ 2.0 | 1.7 | yes |");
    }

    private static Measurement measurement(String variant, double micros) {
        return new Measurement("increment", variant, null, micros, micros, Double.NaN, 1_000, List.of(micros));
    }
}
