package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.ContractValues.appended;
import static dev.nvent.store.it.conformance.ContractValues.entries;
import static dev.nvent.store.it.conformance.ContractValues.eventQuery;
import static dev.nvent.store.it.conformance.ContractValues.indexQuery;
import static dev.nvent.store.it.conformance.ContractValues.newEvent;
import static dev.nvent.store.it.conformance.ContractValues.outcome;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.ContentionException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.kv.KeyPage;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventPage;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.stream.StreamTypes.StreamType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The store through its dynamic API: subjects as strings, metadata as maps. */
class DynamicApi implements ContractStore {

    final NventStore store;

    DynamicApi(NventStore store) {
        this.store = store;
    }

    /** Translates exceptions of the store to {@link RejectedException}. */
    static <T> T translating(Supplier<T> work) {
        try {
            return work.get();
        } catch (InvalidInputException e) {
            throw new RejectedException(RejectedException.Reason.INVALID_INPUT, e);
        } catch (EntryNotFoundException e) {
            throw new RejectedException(RejectedException.Reason.NO_ENTRY, e);
        } catch (ContentionException e) {
            throw new RejectedException(RejectedException.Reason.CONTENTION, e);
        } catch (IncrementException e) {
            throw new RejectedException(
                    RejectedException.Reason.valueOf(e.reason().name()), e);
        }
    }

    EventStream stream(String subject) {
        return store.stream(subject);
    }

    SortedIndex<?> index(String subject) {
        return store.index(subject);
    }

    @Override
    public Appended append(String subject, Map<String, ?> event) {
        return translating(() -> appended(stream(subject).append(newEvent(event))));
    }

    @Override
    public List<Appended> appendAll(String subject, List<? extends Map<String, ?>> events) {
        return translating(
                () -> stream(subject)
                        .appendAll(events.stream().map(ContractValues::newEvent).toList())
                        .stream()
                        .map(ContractValues::appended)
                        .toList());
    }

    @Override
    public Events read(String subject, Map<String, ?> query) {
        EventPage page = translating(() -> stream(subject).read(eventQuery(query)));
        return new Events(page.events().stream().map(ContractValues::appended).toList(), page.hasMore());
    }

    @Override
    public Stream<Appended> streamEvents(String subject, Map<String, ?> query) {
        return translating(() -> stream(subject).stream(eventQuery(query)).map(ContractValues::appended));
    }

    @Override
    public boolean deleteEvents(String subject) {
        return translating(() -> stream(subject).delete());
    }

    @Override
    public Map<String, String> streamTypes() {
        return store.streamTypes().list().stream()
                .collect(Collectors.toMap(StreamType::subjectType, StreamType::tableName));
    }

    @Override
    public boolean dropStreamTable(String subjectType) {
        return translating(() -> store.streamTypes().drop(subjectType));
    }

    @Override
    public int add(String subject, String id, long score, Map<String, ?> metadata) {
        return translating(() -> index(subject).add(id, score, metadata));
    }

    @Override
    public boolean addIfAbsent(String subject, String id, long score, Map<String, ?> metadata) {
        return translating(() -> index(subject).addIfAbsent(id, score, metadata));
    }

    @Override
    public Outcome update(String subject, String id, Map<String, ?> patch) {
        return outcome(translating(() -> index(subject).update(id, patch)));
    }

    @Override
    public Outcome update(String subject, String id, int expectedVersion, Map<String, ?> patch) {
        return outcome(translating(() -> index(subject).update(id, expectedVersion, patch)));
    }

    @Override
    public Outcome updateWithRetry(String subject, String id, Function<Map<String, Object>, Map<String, ?>> change) {
        return outcome(translating(() ->
                index(subject).updateWithRetry(id, entry -> entry.patch(change.apply(entry.metadata())))));
    }

    @Override
    public BigDecimal increment(String subject, String id, String field, BigDecimal delta) {
        return translating(() -> index(subject).increment(id, field, delta));
    }

    @Override
    public Optional<Entry> get(String subject, String id) {
        return translating(() -> index(subject).get(id).map(ContractValues::entry));
    }

    @Override
    public Map<String, Entry> getMany(String subject, Collection<String> ids) {
        return translating(() -> entries(index(subject).getAll(ids)));
    }

    @Override
    public Entries list(String subject, Map<String, ?> query) {
        return translating(() -> entries(index(subject).read(indexQuery(query))));
    }

    @Override
    public long count(String subject, Map<String, ?> query) {
        return translating(() -> index(subject).count(indexQuery(query)));
    }

    @Override
    public boolean delete(String subject, String id) {
        return translating(() -> index(subject).delete(id));
    }

    @Override
    public int deleteMany(String subject, Collection<String> ids) {
        return translating(() -> index(subject).deleteAll(ids));
    }

    @Override
    public Optional<Object> value(String key) {
        return translating(() -> store.kv().get(key));
    }

    @Override
    public Map<String, Object> values(Collection<String> keys) {
        return translating(() -> store.kv().getAll(keys));
    }

    @Override
    public void set(String key, Object value, Duration ttl) {
        translating(() -> {
            if (ttl == null) {
                store.kv().set(key, value);
            } else {
                store.kv().set(key, value, ttl);
            }
            return key;
        });
    }

    @Override
    public void setAll(Map<String, ?> values, Duration ttl) {
        translating(() -> {
            if (ttl == null) {
                store.kv().setAll(values);
            } else {
                store.kv().setAll(values, ttl);
            }
            return values;
        });
    }

    @Override
    public boolean setIfAbsent(String key, Object value, Duration ttl) {
        return translating(() ->
                ttl == null ? store.kv().setIfAbsent(key, value) : store.kv().setIfAbsent(key, value, ttl));
    }

    @Override
    public boolean compareAndSet(String key, Object expected, Object value, Duration ttl) {
        return translating(() -> ttl == null
                ? store.kv().compareAndSet(key, expected, value)
                : store.kv().compareAndSet(key, expected, value, ttl));
    }

    @Override
    public BigDecimal incrementKey(String key, BigDecimal delta) {
        return translating(() -> store.kv().increment(key, delta));
    }

    @Override
    public boolean deleteKey(String key) {
        return translating(() -> store.kv().delete(key));
    }

    @Override
    public int clear(String pattern) {
        return translating(() -> store.kv().clear(pattern));
    }

    @Override
    public Keys keys(String pattern, String after, int limit) {
        KeyPage page = translating(() -> store.kv().keys(pattern, after, limit));
        return new Keys(page.keys(), page.hasMore());
    }

    @Override
    public long purgeExpired() {
        return store.kv().purgeExpired();
    }

    @Override
    public ContractTransition transition() {
        return new DynamicTransition(store.transition());
    }

    @Override
    public long importEvents(ImportWork work) throws Exception {
        return store.importEvents(events -> work.run((subject, event) -> translating(() -> {
            append(events, subject, newEvent(event));
            return event;
        })));
    }

    void append(EventImport events, String subject, NewEvent event) {
        events.append(subject, event);
    }
}
