package dev.nvent.store.it.conformance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A store of events, sorted indexes and keys, in strings and maps. An implementation rejects invalid calls with
 * {@link RejectedException}. Values are null, text, booleans, numbers, lists and maps; input may contain times of
 * {@code java.time} too.
 */
interface ContractStore {

    /** A stored event. */
    record Appended(
            long id,
            Instant ts,
            String type,
            String runId,
            String flowName,
            String stepName,
            String stepId,
            Integer attempt,
            Object data) {

        Appended withData(Object other) {
            return new Appended(id, ts, type, runId, flowName, stepName, stepId, attempt, other);
        }
    }

    record Events(List<Appended> events, boolean hasMore) {

        List<Object> data() {
            return events.stream().map(Appended::data).toList();
        }
    }

    record Entry(String id, long score, int version, Map<String, Object> metadata) {}

    record Entries(List<Entry> entries, boolean hasMore) {

        List<String> ids() {
            return entries.stream().map(Entry::id).toList();
        }
    }

    record Keys(List<String> keys, boolean hasMore) {}

    sealed interface Outcome {
        record Updated(int version) implements Outcome {}

        record Conflict(int expected, int actual) implements Outcome {}

        record Missing() implements Outcome {}
    }

    /** @param event type, runId, flowName, stepName, stepId, attempt, data */
    Appended append(String subject, Map<String, ?> event);

    List<Appended> appendAll(String subject, List<? extends Map<String, ?>> events);

    /** @param query types (a list), from, to (instants), after, before (ids), order ({@code desc}), limit */
    Events read(String subject, Map<String, ?> query);

    /** As {@link #read}, but lazily and without a default limit. */
    Stream<Appended> streamEvents(String subject, Map<String, ?> query);

    boolean deleteEvents(String subject);

    /** Subject types and their tables. */
    Map<String, String> streamTypes();

    boolean dropStreamTable(String subjectType);

    int add(String subject, String id, long score, Map<String, ?> metadata);

    boolean addIfAbsent(String subject, String id, long score, Map<String, ?> metadata);

    Outcome update(String subject, String id, Map<String, ?> patch);

    Outcome update(String subject, String id, int expectedVersion, Map<String, ?> patch);

    Outcome updateWithRetry(String subject, String id, Function<Map<String, Object>, Map<String, ?>> change);

    BigDecimal increment(String subject, String id, String field, BigDecimal delta);

    Optional<Entry> get(String subject, String id);

    Map<String, Entry> getMany(String subject, Collection<String> ids);

    /** @param query filter (a map), minScore, maxScore, after (an {@link Entry}), offset, limit */
    Entries list(String subject, Map<String, ?> query);

    /** As {@link #list}, ignoring limit and offset. */
    long count(String subject, Map<String, ?> query);

    boolean delete(String subject, String id);

    int deleteMany(String subject, Collection<String> ids);

    Optional<Object> value(String key);

    Map<String, Object> values(Collection<String> keys);

    /** @param ttl null for no expiry */
    void set(String key, Object value, Duration ttl);

    void setAll(Map<String, ?> values, Duration ttl);

    boolean setIfAbsent(String key, Object value, Duration ttl);

    boolean compareAndSet(String key, Object expected, Object value, Duration ttl);

    BigDecimal incrementKey(String key, BigDecimal delta);

    boolean deleteKey(String key);

    int clear(String pattern);

    /** @param after null for the first page */
    Keys keys(String pattern, String after, int limit);

    long purgeExpired();

    ContractTransition transition();

    /** Appends the events of an import. */
    interface EventAppender {

        /** @param event as for {@link ContractStore#append} */
        void append(String subject, Map<String, ?> event);
    }

    interface ImportWork {

        void run(EventAppender events) throws Exception;
    }

    /** Runs an import and returns the number of events. */
    long importEvents(ImportWork work) throws Exception;
}
