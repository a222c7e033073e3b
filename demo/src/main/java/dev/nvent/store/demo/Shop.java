package dev.nvent.store.demo;

import dev.nvent.store.NventStore;
import dev.nvent.store.catalog.FlowFields;
import dev.nvent.store.routing.Patch;
import java.util.Map;

/** What all workers of the shop share. */
record Shop(NventStore store, Day day, Triggers triggers, Warehouse warehouse) {

    Shop(NventStore store, Day day) {
        this(store, day, new Triggers(store), new Warehouse(store.kv()));
    }

    /** Registers what is not there yet: flows, triggers, goods. What other days have counted stays. */
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
