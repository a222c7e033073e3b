package dev.nvent.store.it.conformance;

import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.subject.IndexSubject;
import dev.nvent.store.transition.Transition;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;

/** A transition through the typed API. Fields without a column or counter go through the dynamic API. */
final class TypedTransition extends DynamicTransition {

    TypedTransition(Transition transition) {
        super(transition);
    }

    @Override
    public ContractTransition append(String subject, Map<String, ?> event) {
        return with(() -> transition.append(SUBJECTS.stream(subject), ContractValues.newEvent(event)));
    }

    @Override
    public ContractTransition add(String subject, String id, long score, Map<String, ?> metadata) {
        return with(() -> add(SUBJECTS.index(subject), id, score, metadata));
    }

    @Override
    public ContractTransition update(String subject, String id, Map<String, ?> patch) {
        return with(() -> update(SUBJECTS.index(subject), id, patch));
    }

    @Override
    public ContractTransition increment(String subject, String id, String field, int delta) {
        return with(() -> increment(SUBJECTS.index(subject), id, field, delta));
    }

    @Override
    public ContractTransition expectVersion(String subject, String id, int version) {
        return with(() -> transition.expectVersion(SUBJECTS.index(subject), id, version));
    }

    @Override
    public ContractTransition expect(String subject, String id, String field, Object value) {
        return with(() -> expect(SUBJECTS.index(subject), id, field, value));
    }

    private <R extends Record> Transition add(IndexSubject<R> subject, String id, long score, Map<String, ?> metadata) {
        return transition.add(subject, id, score, fields(subject).patch(id, metadata));
    }

    private <R extends Record> Transition update(IndexSubject<R> subject, String id, Map<String, ?> patch) {
        return transition.update(subject, id, fields(subject).patch(id, patch));
    }

    private <R extends Record> Transition increment(IndexSubject<R> subject, String id, String field, int delta) {
        Optional<CounterField<R>> counter = fields(subject).counter(field);
        return counter.isPresent()
                ? transition.increment(subject, id, counter.get(), delta)
                : transition.increment(SUBJECTS.text(subject), id, field, delta);
    }

    private <R extends Record> Transition expect(IndexSubject<R> subject, String id, String field, Object value) {
        ColumnField<R, ?, ?> column = fields(subject).column(field);
        return column == null
                ? transition.expect(SUBJECTS.text(subject), id, field, value)
                : expect(subject, id, column, value);
    }

    private <R extends Record, J> Transition expect(
            IndexSubject<R> subject, String id, ColumnField<R, ?, J> column, Object value) {
        return transition.expect(subject, id, column, TypedFields.javaOf(column, value));
    }

    private static <R extends Record> TypedFields<R> fields(IndexSubject<R> subject) {
        return TypedFields.of(subject);
    }
}
