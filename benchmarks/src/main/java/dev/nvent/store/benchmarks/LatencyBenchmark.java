package dev.nvent.store.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.MultisetStatistics;
import org.openjdk.jmh.util.Statistics;

/** Measures latency and heap allocation with a single caller, using JMH. */
record LatencyBenchmark(String jdbcUrl, Profile profile) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    /** After the {@link WarmUp}. */
    private static final int WARM_UP_SLICES = 2;

    private static final int PROCESSES = 5;

    List<Measurement> run(Workload workload) {
        return workload.firstCallOnly() ? firstCalls(workload) : interleaved(workload);
    }

    private List<Measurement> interleaved(Workload workload) {
        int variants = workload.variants().size();
        List<IterationResult> slices = runJmh(options(workload)
                .warmupIterations(WARM_UP_SLICES * variants)
                .warmupTime(TimeValue.milliseconds(profile.sliceMillis()))
                .measurementIterations(profile.slices() * variants)
                .measurementTime(TimeValue.milliseconds(profile.sliceMillis()))
                .addProfiler(GCProfiler.class));
        return IntStream.range(0, variants)
                .mapToObj(variant -> measurement(
                        workload,
                        workload.variants().get(variant),
                        IntStream.range(0, profile.slices())
                                .mapToObj(slice -> slices.get(slice * variants + variant))
                                .toList()))
                .toList();
    }

    /** Runs each call in a process of its own; the processes of the variants alternate. */
    private List<Measurement> firstCalls(Workload workload) {
        var calls = new TreeMap<Integer, List<IterationResult>>();
        for (int process = 0; process < PROCESSES; process++) {
            for (int variant = 0; variant < workload.variants().size(); variant++) {
                List<IterationResult> call = runJmh(options(workload)
                        .param("variant", String.valueOf(variant))
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1));
                calls.computeIfAbsent(variant, key -> new ArrayList<>()).addAll(call);
            }
        }
        return calls.entrySet().stream()
                .map(each -> measurement(workload, workload.variants().get(each.getKey()), each.getValue()))
                .toList();
    }

    private ChainedOptionsBuilder options(Workload workload) {
        return new OptionsBuilder()
                .include("^" + Interleaved.class.getName() + ".call$")
                .param("workload", workload.name())
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmArguments());
    }

    /** The system property adds arguments, for example those of a profiler. */
    private String[] jvmArguments() {
        String additional = System.getProperty("nvent.bench.jvm", "");
        String arguments = "--enable-native-access=ALL-UNNAMED -D" + Interleaved.URL + "=" + jdbcUrl + " -D"
                + Interleaved.MIN_WARM_UP + "=" + profile.minWarmUpSeconds() + " -D" + Interleaved.MAX_WARM_UP + "="
                + profile.maxWarmUpSeconds() + " " + additional;
        return arguments.strip().split(" ");
    }

    private static List<IterationResult> runJmh(ChainedOptionsBuilder options) {
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(process -> process.getIterationResults().stream())
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Measurement measurement(Workload workload, Variant variant, List<IterationResult> slices) {
        var all = new MultisetStatistics();
        List<Double> medians = new ArrayList<>();
        double calls = 0;
        double bytes = 0;
        for (IterationResult slice : slices) {
            Statistics samples = slice.getPrimaryResult().getStatistics();
            samples.getRawData().forEachRemaining(sample -> all.addValue(sample.getKey(), sample.getValue()));
            medians.add(samples.getPercentile(50) / variant.unitsPerCall());
            var allocated = slice.getSecondaryResults().get(ALLOCATED);
            long sliceCalls = slice.getMetadata().getAllOps();
            calls += sliceCalls;
            bytes += allocated == null ? 0 : allocated.getScore() * sliceCalls;
        }
        return new Measurement(
                workload.name(),
                variant.name(),
                null,
                all.getPercentile(50) / variant.unitsPerCall(),
                all.getPercentile(99) / variant.unitsPerCall(),
                Double.NaN,
                bytes / calls / variant.unitsPerCall(),
                medians);
    }
}
