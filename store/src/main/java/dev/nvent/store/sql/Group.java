package dev.nvent.store.sql;

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

    private final Outcome<?>[] outcomes;

    private Group(int size) {
        outcomes = new Outcome<?>[size];
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

        @SuppressWarnings("unchecked") // It is the outcome of this very statement.
        void tell(Outcome<?> outcome) {
            whenSent.accept((Outcome<T>) outcome);
        }
    }

    /** What became of each, in order. */
    static List<Outcome<?>> send(PreparedExecution execution, Connection connection, List<SqlStatement<?>> statements)
            throws SQLException {
        var group = new Group(statements.size());
        for (List<Part<?>> alike : group.byShape(statements)) {
            sendAlike(execution, connection, alike);
        }
        return List.of(group.outcomes);
    }

    private static void sendAlike(PreparedExecution execution, Connection connection, List<Part<?>> alike)
            throws SQLException {
        if (alike.size() == 1) {
            alike.getFirst().tell(execution.send(connection, alike.getFirst().statement()));
            return;
        }
        List<Outcome<?>> made = execution.sendAll(
                connection, alike.stream().<SqlStatement<?>>map(Part::statement).toList());
        for (int i = 0; i < made.size(); i++) {
            alike.get(i).tell(made.get(i));
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
