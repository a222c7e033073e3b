package dev.nvent.store.it.conformance;

import dev.nvent.store.internal.subject.SubjectParser;
import dev.nvent.store.it.conformance.ContractStore.Appended;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.transition.EntryRef;
import dev.nvent.store.transition.Transition;
import dev.nvent.store.transition.TransitionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jooq.Record;

/** A transition through the dynamic API. */
class DynamicTransition implements ContractTransition {

    static final SubjectParser SUBJECTS = TypedFields.subjects();

    final Transition transition;

    DynamicTransition(Transition transition) {
        this.transition = transition;
    }

    private record AppliedResult(TransitionResult.Applied transition) implements Result.Applied {

        @Override
        public List<Appended> events() {
            return transition.events().stream().map(ContractValues::appended).toList();
        }

        @Override
        public int version(String subject, String id) {
            return transition.version(SUBJECTS.index(subject), id);
        }

        @Override
        public int count(String subject, String id, String field) {
            return count(SUBJECTS.index(subject), id, field);
        }

        private <R extends Record> int count(IndexSubject<R> subject, String id, String field) {
            return transition.count(
                    subject, id, TypedFields.of(subject).counter(field).orElseThrow());
        }
    }

    /** Adds a part and translates the exception if the transition rejects it. */
    ContractTransition with(Supplier<Transition> part) {
        DynamicApi.translating(part);
        return this;
    }

    @Override
    public ContractTransition append(String subject, Map<String, ?> event) {
        return with(() -> transition.append(subject, ContractValues.newEvent(event)));
    }

    @Override
    public ContractTransition add(String subject, String id, long score, Map<String, ?> metadata) {
        return with(() -> transition.add(subject, id, score, metadata));
    }

    @Override
    public ContractTransition update(String subject, String id, Map<String, ?> patch) {
        return with(() -> transition.update(subject, id, patch));
    }

    @Override
    public ContractTransition increment(String subject, String id, String field, int delta) {
        return with(() -> transition.increment(subject, id, field, delta));
    }

    @Override
    public ContractTransition expectVersion(String subject, String id, int version) {
        return with(() -> transition.expectVersion(subject, id, version));
    }

    @Override
    public ContractTransition expect(String subject, String id, String field, Object value) {
        return with(() -> transition.expect(subject, id, field, value));
    }

    @Override
    public ContractTransition set(String key, Object value, Duration ttl) {
        return with(() -> ttl == null ? transition.set(key, value) : transition.set(key, value, ttl));
    }

    @Override
    public Result apply() {
        return switch (DynamicApi.translating(transition::apply)) {
            case TransitionResult.Applied applied -> new AppliedResult(applied);
            case TransitionResult.Conflict(EntryRef entry, int version) ->
                new Result.Conflict(SUBJECTS.text(entry.subject()), entry.id(), version);
            case TransitionResult.Missing(EntryRef entry) ->
                new Result.Missing(SUBJECTS.text(entry.subject()), entry.id());
        };
    }
}
