package dev.nvent.store.demo;

import dev.nvent.store.StoreOperations;
import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import java.util.Map;

/** The state that all runs of a simulated day share. */
record Shop(StoreOperations store, SimulatedDay day, Triggers triggers, Warehouse warehouse) {

    Shop(StoreOperations store, SimulatedDay day) {
        this(store, day, new Triggers(store), new Warehouse(store.kv()));
    }

    /** Registers missing flows, triggers and articles; existing counters keep their values. */
    void open() {
        for (Flow flow : Flow.values()) {
            store.flows()
                    .addIfAbsent(
                            flow.flowName(),
                            day.start().toEpochMilli(),
                            Patch.of(FlowFields.DISPLAY_NAME, flow.displayName())
                                    .and(FlowFields.FLOW_VERSION, 1));
            triggers.register(
                    flow.trigger(), "event", day.start(), Map.of(flow.flowName(), Map.of("mode", "starts a run")));
            flow.steps().stream()
                    .filter(Step::awaits)
                    .forEach(step -> triggers.register(
                            step.awaited(),
                            "webhook",
                            day.start(),
                            Map.of(flow.flowName(), Map.of("mode", "resumes"))));
        }
        warehouse.open();
    }
}
