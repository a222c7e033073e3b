package dev.nvent.store.sql;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The statements of several callers on their way to the server together: those that can be folded as one, the others of
 * one shape in one batch.
 */
final class Group {

    /** Who waits longer for somebody's row holds up nobody else, but waits alone. */
    private static final SqlStatement<Void> SHORT_WAITS = SqlStatement.withoutRows(
            List.of("lock_timeout"), dsl -> dsl.setLocal(name("lock_timeout"), inline("100ms")), List.of());

    private final boolean locks;
    private final Outcome<?>[] outcomes;
    private final List<List<Part<?>>> batches;

    Group(List<SqlStatement<?>> statements) {
        locks = statements.stream().anyMatch(SqlStatement::locks);
        outcomes = new Outcome<?>[statements.size()];
        batches = List.copyOf(byShape(statements));
    }

    /** A statement of a caller, and its place in the group. */
    private record Member(int place, SqlStatement<?> statement) {

        /** Equal for those that can be folded. */
        Object target() {
            return statement.folding().<Object>map(Folding::target).orElse(place);
        }
    }

    /** One statement that is sent, and who gets what of its outcome. */
    private record Part<T>(SqlStatement<T> statement, Consumer<Outcome<T>> whenSent) {

        void send(PreparedExecution execution, Connection connection) throws SQLException {
            whenSent.accept(execution.send(connection, statement));
        }

        void sendWithShortWaits(PreparedExecution execution, Connection connection) throws SQLException {
            tell(execution
                    .sendInOne(connection, List.of(SHORT_WAITS, statement))
                    .get(1));
        }

        @SuppressWarnings("unchecked") // It is the outcome of this very statement.
        void tell(Outcome<?> outcome) {
            whenSent.accept((Outcome<T>) outcome);
        }
    }

    /** Whether it writes rows that others may have locked. */
    boolean locks() {
        return locks;
    }

    /** Whether it has come down to one statement. */
    boolean isOneStatement() {
        return batches.size() == 1 && batches.getFirst().size() == 1;
    }

    /** What became of each statement of a group that is one, which is committed by then. */
    List<Outcome<?>> sendAndCommit(PreparedExecution execution, Connection connection) throws SQLException {
        Part<?> part = batches.getFirst().getFirst();
        if (locks) {
            part.sendWithShortWaits(execution, connection);
        } else {
            part.send(execution, connection);
        }
        return List.of(outcomes);
    }

    /** What became of each statement, in order, once the transaction is committed. */
    List<Outcome<?>> send(PreparedExecution execution, Connection connection) throws SQLException {
        if (locks) {
            execution.send(connection, SHORT_WAITS);
        }
        for (List<Part<?>> batch : batches) {
            sendBatch(execution, connection, batch);
        }
        return List.of(outcomes);
    }

    private static void sendBatch(PreparedExecution execution, Connection connection, List<Part<?>> batch)
            throws SQLException {
        if (batch.size() == 1) {
            batch.getFirst().send(execution, connection);
            return;
        }
        List<Outcome<?>> made = execution.sendAll(
                connection, batch.stream().<SqlStatement<?>>map(Part::statement).toList());
        for (int i = 0; i < made.size(); i++) {
            batch.get(i).tell(made.get(i));
        }
    }

    private Collection<List<Part<?>>> byShape(List<SqlStatement<?>> statements) {
        Map<Object, List<Member>> byTarget = new LinkedHashMap<>();
        for (int place = 0; place < outcomes.length; place++) {
            var member = new Member(place, statements.get(place));
            byTarget.computeIfAbsent(member.target(), same -> new ArrayList<>()).add(member);
        }
        Map<List<String>, List<Part<?>>> byShape = new LinkedHashMap<>();
        for (List<Member> members : byTarget.values()) {
            Part<?> part = members.size() == 1 ? single(members.getFirst()) : folded(members);
            byShape.computeIfAbsent(part.statement().shape(), same -> new ArrayList<>())
                    .add(part);
        }
        return byShape.values();
    }

    private Part<?> single(Member member) {
        return new Part<>(member.statement(), outcome -> outcomes[member.place()] = outcome);
    }

    private Part<?> folded(List<Member> members) {
        List<Folding<?, ?>> foldings = members.stream()
                .<Folding<?, ?>>map(member -> member.statement().folding().orElseThrow())
                .toList();
        return folded(members, foldings.getFirst().fold(foldings));
    }

    private <T> Part<List<T>> folded(List<Member> members, SqlStatement<List<T>> whole) {
        return new Part<>(whole, outcome -> {
            for (int i = 0; i < members.size(); i++) {
                outcomes[members.get(i).place()] = outcome.row() == null
                        ? new Outcome<>(0, null)
                        : new Outcome<>(1, outcome.row().get(i));
            }
        });
    }
}
