package dev.nvent.store.it.conformance;

import static dev.nvent.store.it.conformance.ContractValues.bounded;
import static dev.nvent.store.it.conformance.ContractValues.outcome;

import dev.nvent.store.NventStore;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.index.SortedIndex;
import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.stream.EventStream;
import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subject.IndexSubject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;

/** The store through its typed API: subjects as types, fields as generated constants. */
class TypedApi extends DynamicApi {

    private final SubjectParser subjects = TypedFields.subjects();

    TypedApi(NventStore store) {
        super(store);
    }

    /** An index and the fields of its table. */
    private record TypedIndex<R extends Record>(SortedIndex<R> index, TypedFields<R> fields) {

        Entry entry(IndexEntry<R> entry) {
            return new Entry(entry.id(), entry.score(), entry.version(), fields.metadata(entry));
        }

        Entries list(Map<String, ?> query) {
            var page = index.read(typed(query));
            return new Entries(page.entries().stream().map(this::entry).toList(), page.hasMore());
        }

        long count(Map<String, ?> query) {
            return index.count(typed(query));
        }

        int add(String id, long score, Map<String, ?> metadata) {
            return index.add(id, score, fields.patch(id, metadata));
        }

        boolean addIfAbsent(String id, long score, Map<String, ?> metadata) {
            return index.addIfAbsent(id, score, fields.patch(id, metadata));
        }

        Outcome update(String id, Map<String, ?> patch) {
            return outcome(index.update(id, fields.patch(id, patch)));
        }

        Outcome update(String id, int expectedVersion, Map<String, ?> patch) {
            return outcome(index.update(id, expectedVersion, fields.patch(id, patch)));
        }

        Outcome updateWithRetry(String id, Function<Map<String, Object>, Map<String, ?>> change) {
            return outcome(index.updateWithRetry(id, entry -> fields.patch(id, change.apply(fields.metadata(entry)))));
        }

        BigDecimal increment(String id, String field, BigDecimal delta) {
            Optional<CounterField<R>> counter = fields.counter(field);
            return counter.isPresent()
                    ? BigDecimal.valueOf(index.increment(id, counter.get(), delta.intValueExact()))
                    : index.increment(id, field, delta);
        }

        Optional<Entry> get(String id) {
            return index.get(id).map(this::entry);
        }

        Map<String, Entry> getMany(Collection<String> ids) {
            var entries = new LinkedHashMap<String, Entry>();
            index.getAll(ids).forEach((id, entry) -> entries.put(id, entry(entry)));
            return entries;
        }

        private IndexQuery<? super R> typed(Map<String, ?> query) {
            Map<String, Object> filter = query.get("filter") instanceof Map<?, ?> map ? NestedMaps.cast(map) : Map.of();
            return bounded(fields.query(filter), query);
        }
    }

    private TypedIndex<?> typed(String subject) {
        return typed(subjects.index(subject));
    }

    private <R extends Record> TypedIndex<R> typed(IndexSubject<R> subject) {
        return new TypedIndex<>(store.index(subject), TypedFields.of(subject));
    }

    @Override
    EventStream stream(String subject) {
        return store.stream(subjects.stream(subject));
    }

    @Override
    SortedIndex<?> index(String subject) {
        return typed(subject).index();
    }

    @Override
    public ContractTransition transition() {
        return new TypedTransition(store.transition());
    }

    @Override
    void append(EventImport events, String subject, NewEvent event) {
        events.append(subjects.stream(subject), event);
    }

    @Override
    public int add(String subject, String id, long score, Map<String, ?> metadata) {
        return translating(() -> typed(subject).add(id, score, metadata));
    }

    @Override
    public boolean addIfAbsent(String subject, String id, long score, Map<String, ?> metadata) {
        return translating(() -> typed(subject).addIfAbsent(id, score, metadata));
    }

    @Override
    public Outcome update(String subject, String id, Map<String, ?> patch) {
        return translating(() -> typed(subject).update(id, patch));
    }

    @Override
    public Outcome update(String subject, String id, int expectedVersion, Map<String, ?> patch) {
        return translating(() -> typed(subject).update(id, expectedVersion, patch));
    }

    @Override
    public Outcome updateWithRetry(String subject, String id, Function<Map<String, Object>, Map<String, ?>> change) {
        return translating(() -> typed(subject).updateWithRetry(id, change));
    }

    @Override
    public BigDecimal increment(String subject, String id, String field, BigDecimal delta) {
        return translating(() -> typed(subject).increment(id, field, delta));
    }

    @Override
    public Optional<Entry> get(String subject, String id) {
        return translating(() -> typed(subject).get(id));
    }

    @Override
    public Map<String, Entry> getMany(String subject, Collection<String> ids) {
        return translating(() -> typed(subject).getMany(ids));
    }

    @Override
    public Entries list(String subject, Map<String, ?> query) {
        return translating(() -> typed(subject).list(query));
    }

    @Override
    public long count(String subject, Map<String, ?> query) {
        return translating(() -> typed(subject).count(query));
    }
}
