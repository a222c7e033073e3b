package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Load;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.EventQuery;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Reads a number of events with payloads of 300 bytes in one page, and binds the payloads to records. */
final class ReadEvents implements Workload {

    private final int events;
    private final Supplier<String> run;
    private final List<Load> loads;

    private ReadEvents(int events, Supplier<String> run, List<Load> loads) {
        this.events = events;
        this.run = run;
        this.loads = loads;
    }

    /** Reads one of a thousand streams. */
    static ReadEvents few() {
        return new ReadEvents(
                50,
                () -> "run-" + ThreadLocalRandom.current().nextInt(1_000),
                List.of(new Load(1, false), Load.EIGHT_PLATFORM_THREADS));
    }

    /** Reads a part of the long stream. */
    static ReadEvents many() {
        return new ReadEvents(10_000, () -> "long", List.of());
    }

    @Override
    public String name() {
        return "read of %,d events".formatted(events);
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.STREAMS);
    }

    @Override
    public List<Load> loads() {
        return loads;
    }

    @Override
    public List<Variant> variants() {
        return List.of(new Variant(Variant.STORE, events, this::store), new Variant(Variant.JDBC, events, this::jdbc));
    }

    @Override
    public List<Target> targets() {
        Target latency = Target.latency(Variant.STORE, Variant.JDBC, 1 / 0.9);
        return loads.isEmpty()
                ? List.of(latency)
                : List.of(latency, Target.throughput(Load.EIGHT_PLATFORM_THREADS, Variant.STORE, Variant.JDBC, 0.9));
    }

    private Operation store(BenchDatabase database) {
        var store = database.store(Dataset.STREAMS.prefix());
        EventQuery query = EventQuery.all().withLimit(events);
        return () -> store.flowRunEvents(run.get()).read(query).events().stream()
                .map(event -> new EventRow(event, event.data(EventRow.Payload.class)))
                .toList();
    }

    private Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(
                Dataset.STREAMS.prefix(),
                store -> store.flowRunEvents("run-0").read(EventQuery.all().withLimit(events)));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.fetchAll(sql, statement -> statement.setString(1, run.get()), EventRow::read);
    }
}
