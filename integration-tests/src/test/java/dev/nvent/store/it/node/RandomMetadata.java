package dev.nvent.store.it.node;

import static dev.nvent.store.it.node.RandomValues.NAMES;
import static dev.nvent.store.it.node.RandomValues.STATES;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Random metadata of entries, within the fields and values for which both implementations agree. */
final class RandomMetadata {

    static final List<String> RUNS = List.of(":flow:runs:f", ":flow:runs:g:1");
    static final String FLOWS = ":flows";
    static final String TRIGGERS = ":triggers";
    static final String JOBS = ":scheduler:jobs";

    private final RandomValues random;

    RandomMetadata(RandomValues random) {
        this.random = random;
    }

    /** Metadata with every field, so that an add that replaces an entry omits none. */
    Map<String, Object> complete(String index) {
        Map<String, Object> metadata = documents(index);
        metadata.putAll(columns(index));
        return metadata;
    }

    /** A patch of some columns and some documents. */
    Map<String, Object> patch(String index) {
        var patch = new LinkedHashMap<String, Object>();
        columns(index).forEach((name, value) -> random.sometimes(() -> patch.put(name, value)));
        documentNames(index).forEach(name -> random.sometimes(() -> patch.put(name, documentPatch())));
        return patch;
    }

    /** Every document, never null: see {@link KnownDifference#MERGE_INTO_NULL}. */
    Map<String, Object> documents(String index) {
        var documents = new LinkedHashMap<String, Object>();
        for (String name : documentNames(index)) {
            documents.put(name, document());
        }
        return documents;
    }

    private static List<String> documentNames(String index) {
        return switch (index) {
            case FLOWS -> List.of();
            case TRIGGERS -> List.of("subscriptions", "webhook", "schedule", "config");
            case JOBS -> List.of("metadata", "config");
            default -> List.of("emittedEvents", "awaitingSteps");
        };
    }

    private Map<String, Object> columns(String index) {
        return switch (index) {
            case FLOWS -> flowColumns();
            case TRIGGERS -> triggerColumns();
            case JOBS -> jobColumns();
            default -> runColumns();
        };
    }

    private Map<String, Object> flowColumns() {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("displayName", random.oneOf(STATES));
        columns.put("flowVersion", random.integer());
        columns.put("lastRunAt", random.time());
        columns.put("stats", random.numbers("total", "success", "failure", "running", "awaiting", "cancel"));
        return columns;
    }

    private Map<String, Object> triggerColumns() {
        Map<String, Object> stats = random.numbers("totalFires", "totalFlowsStarted", "activeSubscribers");
        stats.put("lastFiredAt", random.time());
        var columns = new LinkedHashMap<String, Object>();
        columns.put("type", random.oneOf(STATES));
        columns.put("status", random.oneOf(STATES));
        columns.put("lastActivityAt", random.time());
        columns.put("displayName", random.oneOf(NAMES));
        columns.put("description", random.oneOf(NAMES));
        columns.put("scope", random.oneOf(STATES));
        columns.put("source", null);
        columns.put("stats", stats);
        return columns;
    }

    private Map<String, Object> jobColumns() {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("name", random.oneOf(NAMES));
        columns.put("jobName", null);
        columns.put("type", random.oneOf(STATES));
        columns.put("cron", random.oneOf(NAMES));
        columns.put("executeAt", random.time());
        columns.put("timezone", random.oneOf(STATES));
        columns.put("enabled", random.bool());
        columns.put("lastRunAt", random.time());
        columns.put("nextRunAt", null);
        columns.put("status", random.oneOf(STATES));
        return columns;
    }

    private Map<String, Object> runColumns() {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("status", random.oneOf(STATES));
        columns.put("completedAt", random.time());
        columns.put("stepCount", random.integer());
        columns.put("completedSteps", random.below(99));
        columns.put("lastActivityAt", random.bool() ? null : random.time());
        return columns;
    }

    /** A document that has an object as {@code inner}, so that patches do not create it. */
    private Map<String, Object> document() {
        Map<String, Object> document = random.object(2);
        document.put("inner", random.object(2));
        return document;
    }

    /** Null only where an object exists already: see {@link KnownDifference#NULL_IN_A_NEW_SUBTREE}. */
    private Map<String, Object> documentPatch() {
        Map<String, Object> patch = random.object(2);
        random.sometimes(() -> patch.put(random.oneOf(NAMES), null));
        random.sometimes(() -> {
            Map<String, Object> inner = random.object(2);
            random.sometimes(() -> inner.put(random.oneOf(NAMES), null));
            patch.put("inner", inner);
        });
        return patch;
    }
}
