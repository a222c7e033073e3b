package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.Target.Measure;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A target, and what was measured.
 *
 * @param value as the target's measure has it
 * @param low what a quarter of the turns stay below; not a number where turns cannot be compared
 * @param high what three quarters stay below
 */
record Verdict(Workload workload, Target target, double value, double low, double high) {

    static Optional<Verdict> of(Workload workload, Target target, List<Figure> figures) {
        return find(workload, target, target.side(), figures)
                .flatMap(side -> find(workload, target, target.against(), figures)
                        .map(against -> of(workload, target, side, against)));
    }

    boolean met() {
        return target.measure() == Measure.THROUGHPUT ? value >= target.bound() : value <= target.bound();
    }

    private static Verdict of(Workload workload, Target target, Figure side, Figure against) {
        return switch (target.measure()) {
            case LATENCY -> latency(workload, target, side, against);
            case THROUGHPUT -> ratio(workload, target, side.perSecond() / against.perSecond(), side, against);
            case MILLISECONDS_MORE ->
                difference(workload, target, (side.medianMicros() - against.medianMicros()) / 1_000);
            case BYTES_MORE -> difference(workload, target, side.bytes() - against.bytes());
        };
    }

    /** Of the turns under load, the work is known and not the median. */
    private static Verdict latency(Workload workload, Target target, Figure side, Figure against) {
        double value = side.medianMicros() / against.medianMicros();
        return target.callers() == null
                ? ratio(workload, target, value, side, against)
                : difference(workload, target, value);
    }

    private static Verdict difference(Workload workload, Target target, double value) {
        return new Verdict(workload, target, value, Double.NaN, Double.NaN);
    }

    /** Turns are compared with those right beside them. */
    private static Verdict ratio(Workload workload, Target target, double value, Figure side, Figure against) {
        double[] ratios = IntStream.range(0, side.turns().size())
                .mapToDouble(turn -> side.turns().get(turn) / against.turns().get(turn))
                .sorted()
                .toArray();
        return new Verdict(workload, target, value, ratios[ratios.length / 4], ratios[ratios.length * 3 / 4]);
    }

    private static Optional<Figure> find(Workload workload, Target target, String side, List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.isOf(workload.name(), side, target.callers()))
                .findFirst();
    }
}
