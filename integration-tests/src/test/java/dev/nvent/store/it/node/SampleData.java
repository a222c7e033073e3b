package dev.nvent.store.it.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data of every kind, as an nvent application writes it, with a value for every field that has a column. */
record SampleData(String prefix) {

    static final long SCORE = 1_700_000_000_123L;
    static final String SCORE_TEXT = "2023-11-14T22:13:20.123Z";
    static final String TIME = "2024-02-29T23:59:59.999Z";

    /** Unusual JSON values, except numbers that JavaScript cannot represent. */
    static final Map<String, Object> AWKWARD = awkward();

    String runEvents() {
        return prefix + ":flow:run:run:1";
    }

    String triggerEvents() {
        return prefix + ":trigger:event:order.placed";
    }

    String flows() {
        return prefix + ":flows";
    }

    String triggers() {
        return prefix + ":triggers";
    }

    String runs() {
        return prefix + ":flow:runs:checkout:v2";
    }

    String jobs() {
        return prefix + ":scheduler:jobs";
    }

    List<String> indexes() {
        return List.of(runs(), flows(), triggers(), jobs());
    }

    /** Metadata with every field that the Node adapter stores, except the score, which is passed separately. */
    Map<String, Object> metadata(String index) {
        if (index.equals(runs())) {
            return Map.of(
                    "status",
                    "awaiting",
                    "completedAt",
                    TIME,
                    "stepCount",
                    7,
                    "completedSteps",
                    3,
                    "lastActivityAt",
                    TIME,
                    "emittedEvents",
                    AWKWARD,
                    "awaitingSteps",
                    Map.of("pay", Map.of("since", TIME, "type", "event")));
        }
        if (index.equals(flows())) {
            return Map.of(
                    "displayName",
                    "Checkout – Kasse",
                    "flowVersion",
                    12,
                    "lastRunAt",
                    TIME,
                    "stats",
                    Map.of("total", 9, "success", 4, "failure", 1, "running", 2, "awaiting", 1, "cancel", 1));
        }
        if (index.equals(triggers())) {
            var trigger = new LinkedHashMap<String, Object>(Map.of(
                    "type", "webhook",
                    "status", "retired",
                    "lastActivityAt", TIME,
                    "displayName", "Order placed",
                    "description", "",
                    "scope", "flow",
                    "source", "shop"));
            trigger.put(
                    "stats",
                    Map.of("totalFires", 5, "lastFiredAt", TIME, "totalFlowsStarted", 4, "activeSubscribers", 2));
            trigger.put("subscriptions", Map.of("checkout", Map.of("mode", "auto")));
            trigger.put("webhook", Map.of("path", "/hooks/%2F", "methods", List.of("POST")));
            trigger.put("schedule", Map.of("cron", "*/5 * * * *"));
            trigger.put("config", AWKWARD);
            return trigger;
        }
        var job = new LinkedHashMap<String, Object>(Map.of(
                "name", "nightly",
                "jobName", "Nightly report",
                "type", "cron",
                "cron", "0 3 * * *",
                "executeAt", TIME,
                "timezone", "America/Los_Angeles",
                "enabled", false,
                "lastRunAt", TIME,
                "nextRunAt", TIME,
                "status", "paused"));
        job.put("metadata", Map.of("owner", Map.of("team", "ops")));
        job.put("config", AWKWARD);
        return job;
    }

    /** The fields that reads add to the metadata: the score, the id and aliases. */
    Map<String, Object> derivedFields(String index, String id) {
        if (index.equals(runs())) {
            return Map.of("startedAt", SCORE_TEXT);
        }
        if (index.equals(flows())) {
            return Map.of("registeredAt", SCORE_TEXT, "name", id);
        }
        if (index.equals(triggers())) {
            return Map.of("registeredAt", SCORE_TEXT, "name", id, "triggerType", "webhook");
        }
        return Map.of("scheduledAt", SCORE_TEXT, "id", id);
    }

    /** A text field of the index. */
    String textField(String index) {
        return index.equals(flows()) ? "displayName" : "status";
    }

    /** An event with every field that the Node adapter stores. */
    Map<String, Object> event(String stream, String type, Object data) {
        if (stream.equals(triggerEvents())) {
            return Map.of("type", type, "data", data);
        }
        return Map.of(
                "type",
                type,
                "flowName",
                "checkout:v2",
                "stepName",
                "pay",
                "stepId",
                "pay-1",
                "attempt",
                2,
                "data",
                data);
    }

    /** Writes rows to each table. */
    void writeTo(Implementation impl) {
        impl.call("stream.append", runEvents(), event(runEvents(), "step.started", AWKWARD));
        impl.call("stream.append", runEvents(), event(runEvents(), "step.failed", List.of("a", Map.of("b", 1.5))));
        impl.call("stream.append", runEvents(), Map.of("type", "flow.done", "flowName", "checkout:v2"));
        impl.call("stream.append", triggerEvents(), event(triggerEvents(), "fired", AWKWARD));
        impl.call("stream.append", triggerEvents(), event(triggerEvents(), "fired", "text"));
        for (String index : indexes()) {
            impl.call("index.add", index, "whole", SCORE, metadata(index));
            impl.call("index.add", index, "bare", SCORE - 1, Map.of());
            impl.call("index.update", index, "whole", Map.of(textField(index), "changed"));
        }
        impl.call("index.increment", flows(), "whole", "stats.total", 3);
        impl.call("index.increment", triggers(), "bare", "stats.totalFires", 1);
        impl.call("index.increment", runs(), "bare", impl.emitted("retries"), 2);
        impl.call("kv.set", "object", AWKWARD);
        impl.call("kv.set", "text", "a value");
        impl.call("kv.set", "for an hour", List.of(1, 2), 3600);
    }

    /** Reads everything that {@link #writeTo} wrote. */
    Map<String, Object> readFrom(Implementation impl) {
        var read = new LinkedHashMap<String, Object>();
        read.put(runEvents(), impl.call("stream.read", runEvents()));
        read.put(triggerEvents(), JsonValues.withoutRunFields(impl.call("stream.read", triggerEvents())));
        for (String index : indexes()) {
            read.put(index, impl.call("index.read", index));
            read.put(index + " whole", impl.call("index.get", index, "whole"));
        }
        for (String key : List.of("object", "text", "for an hour", "none")) {
            read.put("key " + key, impl.call("kv.get", key));
        }
        return read;
    }

    private static Map<String, Object> awkward() {
        var awkward = new LinkedHashMap<String, Object>();
        awkward.put("order.paid", 1);
        awkward.put("", "empty key");
        awkward.put("quote\"back\\slash/'%_$1", List.of());
        awkward.put("naïve 💸 \u2028", "ümlaut \t\n \u007f 漢字");
        awkward.put("numbers", List.of(0, -1, 1.5, 9_007_199_254_740_991L, 1e21, 1.25e-7));
        awkward.put("falsy", List.of(false, 0, "", List.of(), Map.of()));
        awkward.put("nothing", Collections.singletonList(null));
        awkward.put(
                "deep", Map.of("a", Map.of("a", Map.of("a", Map.of("a", Map.of("a.b", List.of(Map.of("c", true))))))));
        awkward.put("__proto__", Map.of("constructor", "kept"));
        return awkward;
    }
}
