package dev.nvent.store.benchmarks;

import dev.nvent.store.benchmarks.Target.Metric;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A target and the measured value of its metric.
 *
 * @param value the measured ratio or difference
 * @param firstQuartile first quartile of the ratios of the individual slices; NaN if there are no such ratios
 * @param thirdQuartile third quartile of these ratios; NaN if there are none
 */
record TargetResult(Workload workload, Target target, double value, double firstQuartile, double thirdQuartile) {

    /** Returns the result of a target; empty if one of its variants was not measured. */
    static Optional<TargetResult> of(Workload workload, Target target, List<Measurement> measurements) {
        return find(workload, target, target.variant(), measurements)
                .flatMap(variant -> find(workload, target, target.baseline(), measurements)
                        .map(baseline -> of(workload, target, variant, baseline)));
    }

    boolean met() {
        return target.metric() == Metric.THROUGHPUT_RATIO ? value >= target.bound() : value <= target.bound();
    }

    private static TargetResult of(Workload workload, Target target, Measurement variant, Measurement baseline) {
        return switch (target.metric()) {
            case LATENCY_RATIO -> latency(workload, target, variant, baseline);
            case THROUGHPUT_RATIO ->
                withQuartiles(workload, target, variant.perSecond() / baseline.perSecond(), variant, baseline);
            case TIME_DIFFERENCE ->
                valueOnly(workload, target, (variant.medianMicros() - baseline.medianMicros()) / 1_000);
            case ALLOCATION_DIFFERENCE -> valueOnly(workload, target, variant.bytes() - baseline.bytes());
        };
    }

    /** Slices under load record the throughput but no median, so that a latency ratio under load has no quartiles. */
    private static TargetResult latency(Workload workload, Target target, Measurement variant, Measurement baseline) {
        double value = variant.medianMicros() / baseline.medianMicros();
        return target.load() == null
                ? withQuartiles(workload, target, value, variant, baseline)
                : valueOnly(workload, target, value);
    }

    private static TargetResult valueOnly(Workload workload, Target target, double value) {
        return new TargetResult(workload, target, value, Double.NaN, Double.NaN);
    }

    /** Compares each slice of the variant with the baseline's slice of the same round. */
    private static TargetResult withQuartiles(
            Workload workload, Target target, double value, Measurement variant, Measurement baseline) {
        double[] ratios = IntStream.range(0, variant.slices().size())
                .mapToDouble(
                        slice -> variant.slices().get(slice) / baseline.slices().get(slice))
                .sorted()
                .toArray();
        return new TargetResult(workload, target, value, ratios[ratios.length / 4], ratios[ratios.length * 3 / 4]);
    }

    private static Optional<Measurement> find(
            Workload workload, Target target, String variant, List<Measurement> measurements) {
        return measurements.stream()
                .filter(measurement -> measurement.matches(workload.name(), variant, target.load()))
                .findFirst();
    }
}
