package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.IndexField.counter;
import static dev.nvent.store.it.conformance.IndexField.document;
import static dev.nvent.store.it.conformance.IndexField.text;
import static dev.nvent.store.it.conformance.IndexField.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of sorted index, each with its fields as documented. */
enum IndexKind {
    FLOW_RUNS(
            "nvent:flow:runs:",
            "startedAt",
            null,
            List.of(
                    text("status").withDefault("running").notNull(),
                    time("startedAt").notNull(),
                    time("completedAt"),
                    time("lastActivityAt"),
                    counter("stepCount").withDefault(null),
                    counter("completedSteps"),
                    document("emittedEvents").withDefault(Map.of()),
                    document("awaitingSteps").withDefault(Map.of()))),
    FLOWS(
            "nvent:flows",
            "registeredAt",
            "name",
            List.of(
                    text("displayName"),
                    new IndexField("flowVersion", IndexField.Type.INTEGER, true, 1),
                    time("registeredAt").notNull(),
                    time("lastRunAt"),
                    counter("stats.total"),
                    counter("stats.success"),
                    counter("stats.failure"),
                    counter("stats.running"),
                    counter("stats.awaiting"),
                    counter("stats.cancel"))),
    TRIGGERS(
            "nvent:triggers",
            "registeredAt",
            "name",
            List.of(
                    text("type"),
                    text("status").withDefault("active"),
                    time("registeredAt").notNull(),
                    time("lastActivityAt"),
                    text("displayName"),
                    text("description"),
                    text("scope"),
                    text("source"),
                    time("stats.lastFiredAt"),
                    counter("stats.totalFires"),
                    counter("stats.totalFlowsStarted"),
                    counter("stats.activeSubscribers"),
                    document("subscriptions").withDefault(Map.of()),
                    document("webhook"),
                    document("schedule"),
                    document("config"))),
    SCHEDULER_JOBS(
            "nvent:scheduler:jobs",
            "scheduledAt",
            "id",
            List.of(
                    text("name"),
                    text("jobName"),
                    text("type"),
                    text("cron"),
                    new IndexField("interval", IndexField.Type.LONG, true, null),
                    time("executeAt"),
                    text("timezone"),
                    new IndexField("enabled", IndexField.Type.BOOLEAN, true, true),
                    time("scheduledAt").notNull(),
                    time("lastRunAt"),
                    time("nextRunAt"),
                    text("status").withDefault("pending"),
                    document("metadata"),
                    document("config"))),
    GENERIC("acme:things:", null, null, List.of()),
    /** In a table of the user: {@link dev.nvent.store.it.Customers}. */
    OWN(
            "shop:customers:",
            "registeredAt",
            null,
            List.of(
                    text("status").withDefault("new").notNull(),
                    time("registeredAt").notNull(),
                    time("lastOrderAt"),
                    new IndexField("rank", IndexField.Type.INTEGER, true, null),
                    new IndexField("balance", IndexField.Type.LONG, true, null),
                    new IndexField("active", IndexField.Type.BOOLEAN, true, true),
                    counter("stats.orders"),
                    counter("stats.visits"),
                    document("address"),
                    document("tags").withDefault(Map.of())));

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final String subject;
    private final String scoreField;
    private final String idAlias;
    private final List<IndexField> fields;

    IndexKind(String subject, String scoreField, String idAlias, List<IndexField> fields) {
        this.subject = subject;
        this.scoreField = scoreField;
        this.idAlias = idAlias;
        this.fields = fields;
    }

    /** The subject of the index with a key; kinds with only one index ignore the key. */
    String subject(String scope) {
        return subject.endsWith(":") ? subject + scope : subject;
    }

    /** Whether the table contains several indexes, distinguished by a key. */
    boolean isKeyed() {
        return subject.endsWith(":");
    }

    /** The field that shows the score. */
    Optional<String> scoreField() {
        return Optional.ofNullable(scoreField);
    }

    /** The metadata field that shows the id. */
    Optional<String> idAlias() {
        return Optional.ofNullable(idAlias);
    }

    /** All fields with a column. */
    List<IndexField> fields() {
        return fields;
    }

    /** All fields with a column except the score field. */
    List<IndexField> settableFields() {
        return fields.stream().filter(field -> !field.path().equals(scoreField)).toList();
    }

    Optional<IndexField> field(String path) {
        return fields.stream().filter(field -> field.path().equals(path)).findFirst();
    }

    /** A path whose value is stored as JSON. */
    String documentPath() {
        return fields.stream()
                .filter(field -> field.type() == IndexField.Type.DOCUMENT)
                .findFirst()
                .map(IndexField::path)
                .orElse("custom");
    }

    /** The path of a number that can be incremented. */
    String counterPath() {
        return fields.stream()
                .filter(IndexField::isNumber)
                .reduce((first, last) -> last)
                .map(IndexField::path)
                .orElse("stats.total");
    }

    /** The path of a field with a counter column. */
    Optional<String> counterColumn() {
        return fields.stream()
                .filter(field -> field.type() == IndexField.Type.COUNTER)
                .map(IndexField::path)
                .findFirst();
    }

    /** Metadata with a sample value for every field except the score. */
    Map<String, Object> allFields() {
        Map<String, Object> metadata = NestedMaps.map();
        settableFields().forEach(field -> NestedMaps.put(metadata, field.path(), field.sample()));
        return metadata;
    }

    /** The metadata expected of an entry that was added with {@code given}: nested maps, times as text. */
    Map<String, Object> expectedMetadata(String id, long score, int version, Map<String, Object> given) {
        Map<String, Object> shown = NestedMaps.copy(given);
        for (IndexField field : fields) {
            if (!NestedMaps.has(given, field.path())) {
                NestedMaps.put(shown, field.path(), field.defaultValue());
            }
        }
        scoreField().ifPresent(field -> shown.put(field, iso(score)));
        fields.stream()
                .map(IndexField::path)
                .filter(path -> NestedMaps.get(shown, path) == null)
                .forEach(path -> NestedMaps.remove(shown, path));
        if (this == TRIGGERS && shown.containsKey("type")) {
            shown.put("triggerType", shown.get("type"));
        }
        shown.put("version", version);
        idAlias().ifPresent(name -> shown.put(name, id));
        return CanonicalJson.map(shown);
    }

    static String iso(long millis) {
        return ISO.format(Instant.ofEpochMilli(millis));
    }
}
