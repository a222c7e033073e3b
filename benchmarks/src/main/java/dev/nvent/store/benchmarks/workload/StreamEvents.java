package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.benchmarks.BareJdbc;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.EventQuery;
import java.util.List;

/** Walks 100,000 events of a stream, compared with a cursor over the same rows. */
final class StreamEvents implements Workload {

    private static final int EVENTS = 100_000;

    @Override
    public String name() {
        return "stream of 100,000 events";
    }

    @Override
    public List<Dataset> data() {
        return List.of(Dataset.STREAMS);
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(Variant.STORE, EVENTS, StreamEvents::store),
                new Variant(Variant.JDBC, EVENTS, StreamEvents::jdbc));
    }

    @Override
    public List<Target> targets() {
        return List.of(Target.latency(Variant.STORE, Variant.JDBC, 1 / 0.7));
    }

    private static Operation store(BenchDatabase database) {
        var store = database.store(Dataset.STREAMS.prefix());
        return () -> store.flowRunEvents("long").stream(EventQuery.all().withLimit(EVENTS))
                .mapToLong(event -> event.data(EventRow.Payload.class).amount())
                .sum();
    }

    private static Operation jdbc(BenchDatabase database) {
        String sql = database.captureStatement(
                Dataset.STREAMS.prefix(),
                store -> store.flowRunEvents("long").read(EventQuery.all().withLimit(EVENTS)));
        BareJdbc jdbc = database.jdbc();
        return () -> jdbc.sum(
                sql,
                statement -> statement.setString(1, "long"),
                row -> EventRow.read(row).payload().amount());
    }
}
