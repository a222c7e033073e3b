package dev.nvent.store.it.conformance;

import dev.nvent.store.it.conformance.ContractStore.Outcome;
import dev.nvent.store.it.conformance.RejectedException.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reference model of an index in plain Java. */
final class ModelIndex {

    /** An entry with its metadata as nested maps. */
    private record Stored(long score, int version, Map<String, Object> tree) {}

    private final IndexKind kind;
    private final TreeMap<String, Stored> entries = new TreeMap<>();

    ModelIndex(IndexKind kind) {
        this.kind = kind;
    }

    Optional<ContractStore.Entry> get(String id) {
        return Optional.ofNullable(entries.get(id))
                .map(entry -> new ContractStore.Entry(id, entry.score, entry.version, metadata(id, entry)));
    }

    int add(String id, long score, Map<String, ?> metadata) {
        Map<String, Object> given = ModelFields.normalized(kind, id, metadata);
        Stored before = entries.get(id);
        Map<String, Object> tree = NestedMaps.map();
        for (IndexField field : kind.fields()) {
            NestedMaps.put(tree, field.path(), CanonicalJson.of(field.defaultValue()));
        }
        replaceFields(tree, given);
        int version = before == null ? 0 : before.version + 1;
        entries.put(id, new Stored(score, version, withoutEmptyColumns(tree)));
        return version;
    }

    boolean addIfAbsent(String id, long score, Map<String, ?> metadata) {
        ModelFields.normalized(kind, id, metadata);
        if (entries.containsKey(id)) {
            return false;
        }
        add(id, score, metadata);
        return true;
    }

    Outcome update(String id, Optional<Integer> expected, Map<String, ?> metadata) {
        Map<String, Object> patch = ModelFields.normalized(kind, id, metadata);
        Stored before = entries.get(id);
        if (before == null) {
            return new Outcome.Missing();
        }
        if (expected.isPresent() && expected.get() != before.version) {
            return new Outcome.Conflict(expected.get(), before.version);
        }
        long score = kind.scoreField()
                .filter(patch::containsKey)
                .map(field -> Instant.parse((String) patch.get(field)).toEpochMilli())
                .orElse(before.score);
        entries.put(id, new Stored(score, before.version + 1, ModelFields.merged(before.tree, patch)));
        return new Outcome.Updated(before.version + 1);
    }

    BigDecimal increment(String id, String path, BigDecimal delta) {
        Optional<IndexField> column = ModelFields.counted(kind, path, delta);
        Stored before = entries.get(id);
        if (before == null) {
            throw ModelFields.rejected(Reason.NO_ENTRY);
        }
        Map<String, Object> tree = NestedMaps.copy(before.tree);
        BigDecimal sum = ModelFields.incremented(tree, NestedMaps.path(path), (BigDecimal) CanonicalJson.of(delta));
        column.ifPresent(field -> ModelFields.checkRange(field, sum));
        entries.put(id, new Stored(before.score, before.version + 1, tree));
        return sum;
    }

    boolean delete(String id) {
        return entries.remove(id) != null;
    }

    /** The ids of matching entries in index order. */
    List<String> list(long minScore, String field, Object wanted) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().score >= minScore)
                .filter(entry ->
                        field == null || ModelFields.matches(metadata(entry.getKey(), entry.getValue()), field, wanted))
                .sorted(Comparator.<Map.Entry<String, Stored>>comparingLong(entry -> entry.getValue().score)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Object> metadata(String id, Stored entry) {
        Map<String, Object> shown = NestedMaps.copy(entry.tree);
        kind.scoreField().ifPresent(field -> shown.put(field, IndexKind.iso(entry.score)));
        if (kind == IndexKind.TRIGGERS && shown.containsKey("type")) {
            shown.put("triggerType", shown.get("type"));
        }
        shown.put("version", entry.version);
        kind.idAlias().ifPresent(name -> shown.put(name, id));
        return CanonicalJson.map(shown);
    }

    /** Documents are replaced as a whole; column groups are replaced field by field. */
    private void replaceFields(Map<String, Object> tree, Map<String, Object> given) {
        for (IndexField field : kind.fields()) {
            if (field.type() == IndexField.Type.DOCUMENT && given.containsKey(field.path())) {
                tree.remove(field.path());
            }
        }
        NestedMaps.overlay(tree, given);
    }

    private Map<String, Object> withoutEmptyColumns(Map<String, Object> tree) {
        for (IndexField field : kind.fields()) {
            if (NestedMaps.get(tree, field.path()) == null) {
                NestedMaps.remove(tree, field.path());
            }
        }
        return tree;
    }
}
