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

/** Latency and allocation with one caller, by JMH. */
record Latency(String jdbcUrl, Pace pace) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final int WARM_UP_TURNS = 9;
    private static final int PROCESSES = 5;

    List<Figure> of(Workload workload) {
        return workload.firstCallOnly() ? firstCalls(workload) : turnAbout(workload);
    }

    private List<Figure> turnAbout(Workload workload) {
        int sides = workload.sides().size();
        List<IterationResult> turns = run(options(workload)
                .warmupIterations(WARM_UP_TURNS * sides)
                .warmupTime(TimeValue.milliseconds(pace.turnMillis()))
                .measurementIterations(pace.turns() * sides)
                .measurementTime(TimeValue.milliseconds(pace.turnMillis()))
                .addProfiler(GCProfiler.class));
        return IntStream.range(0, sides)
                .mapToObj(side -> figure(
                        workload,
                        workload.sides().get(side),
                        IntStream.range(0, pace.turns())
                                .mapToObj(turn -> turns.get(turn * sides + side))
                                .toList()))
                .toList();
    }

    /** Each side in processes of its own, turn about. */
    private List<Figure> firstCalls(Workload workload) {
        var calls = new TreeMap<Integer, List<IterationResult>>();
        for (int process = 0; process < PROCESSES; process++) {
            for (int side = 0; side < workload.sides().size(); side++) {
                List<IterationResult> call = run(options(workload)
                        .param("side", String.valueOf(side))
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1));
                calls.computeIfAbsent(side, key -> new ArrayList<>()).addAll(call);
            }
        }
        return calls.entrySet().stream()
                .map(each -> figure(workload, workload.sides().get(each.getKey()), each.getValue()))
                .toList();
    }

    private ChainedOptionsBuilder options(Workload workload) {
        return new OptionsBuilder()
                .include("^" + TurnAbout.class.getName() + ".call$")
                .param("workload", workload.name())
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmArguments());
    }

    /** Those of the system property are for profilers. */
    private String[] jvmArguments() {
        String more = System.getProperty("nvent.bench.jvm", "");
        String arguments = "--enable-native-access=ALL-UNNAMED -D" + TurnAbout.URL + "=" + jdbcUrl + " " + more;
        return arguments.strip().split(" ");
    }

    private static List<IterationResult> run(ChainedOptionsBuilder options) {
        try {
            RunResult result = new Runner(options.build()).runSingle();
            return result.getBenchmarkResults().stream()
                    .flatMap(process -> process.getIterationResults().stream())
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Figure figure(Workload workload, Side side, List<IterationResult> turns) {
        var all = new MultisetStatistics();
        List<Double> medians = new ArrayList<>();
        double calls = 0;
        double bytes = 0;
        for (IterationResult turn : turns) {
            Statistics samples = turn.getPrimaryResult().getStatistics();
            samples.getRawData().forEachRemaining(sample -> all.addValue(sample.getKey(), sample.getValue()));
            medians.add(samples.getPercentile(50) / side.weight());
            var allocated = turn.getSecondaryResults().get(ALLOCATED);
            long callsOfTurn = turn.getMetadata().getAllOps();
            calls += callsOfTurn;
            bytes += allocated == null ? 0 : allocated.getScore() * callsOfTurn;
        }
        return new Figure(
                workload.name(),
                side.name(),
                null,
                all.getPercentile(50) / side.weight(),
                all.getPercentile(99) / side.weight(),
                Double.NaN,
                bytes / calls / side.weight(),
                medians);
    }
}
