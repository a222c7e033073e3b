package dev.nvent.store.cli;

import dev.nvent.store.cli.Finding.Level;
import java.util.List;
import java.util.function.Predicate;

/** Checks server settings that affect durability or performance. */
final class SettingChecks {

    private static final double MB = 1L << 20;
    private static final double GB = 1L << 30;

    private static final List<Check> CHECKS = List.of(
            new Check("fsync", Level.PROBLEM, on("fsync")),
            new Check("full_page_writes", Level.PROBLEM, on("full_page_writes")),
            new Check(
                    "synchronous_commit",
                    Level.WARNING,
                    settings -> !settings.text("synchronous_commit").equals("off")),
            new Check("autovacuum", Level.PROBLEM, on("autovacuum")),
            new Check("track_counts", Level.PROBLEM, on("track_counts")),
            new Check("data_checksums", Level.WARNING, on("data_checksums")),
            new Check("shared_buffers", Level.WARNING, atLeast("shared_buffers", 256 * MB)),
            new Check("effective_cache_size", Level.WARNING, atLeast("effective_cache_size", GB)),
            new Check("maintenance_work_mem", Level.WARNING, atLeast("maintenance_work_mem", 128 * MB)),
            new Check("max_wal_size", Level.WARNING, atLeast("max_wal_size", 4 * GB)),
            new Check("checkpoint_completion_target", Level.WARNING, atLeast("checkpoint_completion_target", 0.9)),
            new Check(
                    "random_page_cost",
                    Level.WARNING,
                    settings -> settings.number("random_page_cost").orElse(0) < 4),
            new Check(
                    "idle_in_transaction_session_timeout",
                    Level.WARNING,
                    settings -> settings.number("idle_in_transaction_session_timeout")
                                    .orElse(1)
                            > 0));

    private SettingChecks() {}

    private record Check(String setting, Level levelIfFailed, Predicate<ServerSettings> isSatisfied) {}

    static List<Finding> findings(DoctorContext context) {
        ServerSettings settings = context.settings();
        return CHECKS.stream()
                .map(check -> Finding.of(
                        check.isSatisfied().test(settings) ? Level.OK : check.levelIfFailed(),
                        check.setting(),
                        settings.display(check.setting())))
                .toList();
    }

    private static Predicate<ServerSettings> on(String name) {
        return settings -> settings.isOn(name);
    }

    private static Predicate<ServerSettings> atLeast(String name, double minimum) {
        return settings -> settings.number(name).orElse(minimum) >= minimum;
    }
}
