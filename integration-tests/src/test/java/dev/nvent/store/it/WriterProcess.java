package dev.nvent.store.it;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject.Flows;
import dev.nvent.store.subject.StreamSubject.FlowRunEvents;
import java.util.concurrent.Executors;

/** Writes in a separate process until it is killed and prints a line for each acknowledged write. */
final class WriterProcess {

    static final String STREAM = "killed:client:1";
    static final String APPENDED = "appended ";
    static final String COUNTED = "counted ";
    static final String STEPPED = "stepped ";
    /** The end of a complete line. */
    static final String END = ".";

    /** Each caller has at most one write in progress. */
    static final int CALLERS = 32;

    private WriterProcess() {}

    /** @param arguments the URL, the schema, whether group commit is on, the flow */
    public static void main(String[] arguments) {
        StoreOptions options = StoreOptions.of(arguments[0])
                .withSchema(arguments[1])
                .withGroupCommit(Boolean.parseBoolean(arguments[2]));
        try (NventStore store = NventStore.open(options);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = arguments[3] + "-" + caller;
                threads.execute(() -> write(store, arguments[3], name));
            }
        }
    }

    private static void write(NventStore store, String flow, String caller) {
        for (int round = 0; ; round++) {
            say(APPENDED + store.stream(STREAM).append(NewEvent.of("written")).id());
            say(COUNTED + store.flows().increment(flow, FlowFields.STATS_TOTAL, 1));
            String step = caller + "-" + round;
            store.transition()
                    .append(new FlowRunEvents(step), NewEvent.of("stepped").withFlowName(flow))
                    .increment(new Flows(), flow, FlowFields.STATS_SUCCESS, 1)
                    .set(step, round)
                    .apply();
            say(STEPPED + step);
        }
    }

    private static void say(String line) {
        System.out.println(line + END);
    }
}
