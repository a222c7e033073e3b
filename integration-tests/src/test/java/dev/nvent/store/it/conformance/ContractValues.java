package dev.nvent.store.it.conformance;

import dev.nvent.store.index.IndexCursor;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexPage;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.UpdateResult;
import dev.nvent.store.it.conformance.ContractStore.Appended;
import dev.nvent.store.it.conformance.ContractStore.Entries;
import dev.nvent.store.it.conformance.ContractStore.Entry;
import dev.nvent.store.it.conformance.ContractStore.Outcome;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import dev.nvent.store.stream.NewEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;

/** Converts between the types of the store and those of {@link ContractStore}. */
final class ContractValues {

    private ContractValues() {}

    static Entry entry(IndexEntry<?> entry) {
        return new Entry(entry.id(), entry.score(), entry.version(), entry.metadata());
    }

    static <R extends Record> Map<String, Entry> entries(Map<String, IndexEntry<R>> found) {
        var entries = new LinkedHashMap<String, Entry>();
        found.forEach((id, entry) -> entries.put(id, entry(entry)));
        return entries;
    }

    static <R extends Record> Entries entries(IndexPage<R> page) {
        return new Entries(page.entries().stream().map(ContractValues::entry).toList(), page.hasMore());
    }

    static Outcome outcome(UpdateResult result) {
        return switch (result) {
            case UpdateResult.Updated(int version) -> new Outcome.Updated(version);
            case UpdateResult.Conflict(int expected, int actual) -> new Outcome.Conflict(expected, actual);
            case UpdateResult.Missing() -> new Outcome.Missing();
        };
    }

    /** Applies all options of a query except its filter. */
    static <R extends Record> IndexQuery<R> bounded(IndexQuery<R> query, Map<String, ?> given) {
        for (var option : given.entrySet()) {
            query = switch (option.getKey()) {
                case "minScore" -> query.withMinScore(((Number) option.getValue()).longValue());
                case "maxScore" -> query.withMaxScore(((Number) option.getValue()).longValue());
                case "after" -> query.withAfter(cursor((Entry) option.getValue()));
                case "offset" -> query.withOffset(((Number) option.getValue()).longValue());
                case "limit" -> query.withLimit((Integer) option.getValue());
                default -> query;
            };
        }
        return query;
    }

    static IndexQuery<Record> indexQuery(Map<String, ?> given) {
        IndexQuery<Record> query = bounded(IndexQuery.all(), given);
        return given.get("filter") instanceof Map<?, ?> filter ? query.withFilter(NestedMaps.cast(filter)) : query;
    }

    private static IndexCursor cursor(Entry entry) {
        return new IndexCursor(entry.score(), entry.id());
    }

    static NewEvent newEvent(Map<String, ?> event) {
        return NewEvent.of((String) event.get("type"))
                .withRunId((String) event.get("runId"))
                .withFlowName((String) event.get("flowName"))
                .withStep((String) event.get("stepName"), (String) event.get("stepId"))
                .withAttempt((Integer) event.get("attempt"))
                .withData(event.get("data"));
    }

    static EventQuery eventQuery(Map<String, ?> given) {
        EventQuery query = EventQuery.all();
        for (var option : given.entrySet()) {
            query = switch (option.getKey()) {
                case "types" -> query.withTypes(strings(option.getValue()));
                case "from" -> query.withFrom((Instant) option.getValue());
                case "to" -> query.withTo((Instant) option.getValue());
                case "after" -> query.withAfter((Long) option.getValue());
                case "before" -> query.withBefore((Long) option.getValue());
                case "order" ->
                    "desc".equals(option.getValue()) ? query.withOrder(EventQuery.Order.NEWEST_FIRST) : query;
                case "limit" -> query.withLimit((Integer) option.getValue());
                default -> throw new IllegalArgumentException(option.getKey());
            };
        }
        return query;
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    static Appended appended(Event event) {
        return new Appended(
                event.id(),
                event.ts(),
                event.type(),
                event.runId(),
                event.flowName(),
                event.stepName(),
                event.stepId(),
                event.attempt(),
                event.data());
    }
}
