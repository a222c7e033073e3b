package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.NventStore;
import dev.nvent.store.benchmarks.BenchDatabase;
import dev.nvent.store.benchmarks.Dataset;
import dev.nvent.store.benchmarks.Operation;
import dev.nvent.store.benchmarks.Target;
import dev.nvent.store.benchmarks.Variant;
import dev.nvent.store.benchmarks.Workload;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.StartPosition;
import dev.nvent.store.subscription.SubscribedEvent;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Appends an event, and waits until a subscription handles it. The append alone is the baseline. */
final class CommitToHandler implements Workload {

    private static final String WITHIN = "append and handle, one process";
    private static final String BETWEEN = "append and handle, NOTIFY";
    private static final String POLLED = "append and handle, polling";
    private static final String ALONE = "append only";

    @Override
    public String name() {
        return "subscription, commit to handler";
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                Variant.of(WITHIN, database -> {
                    NventStore store = own(database, "within");
                    return handled(store, store, "within");
                }),
                Variant.of(BETWEEN, database -> handled(own(database, "writer"), own(database, "reader"), "between")),
                // A store on a DataSource of the caller's sends no notifications.
                Variant.of(POLLED, database -> handled(database.store(), own(database, "polling"), "polled")),
                Variant.of(ALONE, database -> {
                    NventStore store = own(database, "alone");
                    return () -> store.stream("bench:alone:1").append(NewEvent.of("appended"));
                }));
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.timeDifference(WITHIN, ALONE, 5),
                Target.timeDifference(BETWEEN, ALONE, 15),
                Target.comparison(POLLED, ALONE));
    }

    private static NventStore own(BenchDatabase database, String name) {
        return database.ownStore(name, Dataset.PREFIX);
    }

    /** The stores live as long as the process of the benchmark. */
    private static Operation handled(NventStore writer, NventStore reader, String name) {
        var handled = new SynchronousQueue<SubscribedEvent>();
        String subject = "bench:" + name + ":1";
        reader.subscribe(name).to(subject).from(StartPosition.now()).handle(handled::put);
        return () -> {
            long id = writer.stream(subject).append(NewEvent.of("appended")).id();
            SubscribedEvent event = handled.poll(30, TimeUnit.SECONDS);
            // Events of a call that was cut off are handled before.
            while (event != null && event.id() < id) {
                event = handled.poll(30, TimeUnit.SECONDS);
            }
            if (event == null) {
                throw new IllegalStateException("event " + id + " was not handled");
            }
            return event;
        };
    }
}
