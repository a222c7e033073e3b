package dev.nvent.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Statements that go to the server together: those of one shape in one batch, and those that add to one number as one
 * statement.
 */
final class Group {

    private final Outcome<?>[] outcomes;
    private final Map<Object, List<Integer>> byTarget = new LinkedHashMap<>();
    private final Map<List<String>, List<Part>> byShape = new LinkedHashMap<>();

    private Group(List<SqlStatement<?>> statements) {
        outcomes = new Outcome<?>[statements.size()];
        for (int i = 0; i < outcomes.length; i++) {
            Object alone = i;
            Object target =
                    statements.get(i).addition().<Object>map(Addition::target).orElse(alone);
            byTarget.computeIfAbsent(target, same -> new ArrayList<>()).add(i);
        }
        for (List<Integer> places : byTarget.values()) {
            Part part = places.size() == 1 ? single(statements, places.getFirst()) : sum(statements, places);
            byShape.computeIfAbsent(part.statement().shape(), same -> new ArrayList<>())
                    .add(part);
        }
    }

    /** One statement that is sent, and who gets what of its outcome. */
    private record Part(SqlStatement<?> statement, Consumer<Outcome<?>> whenSent) {}

    /** What became of each, in order. */
    static List<Outcome<?>> send(PreparedExecution execution, Connection connection, List<SqlStatement<?>> statements)
            throws SQLException {
        var group = new Group(statements);
        for (List<Part> parts : group.byShape.values()) {
            group.tell(parts, execution.sendAll(connection, statements(parts)));
        }
        return List.of(group.outcomes);
    }

    private static List<SqlStatement<?>> statements(List<Part> parts) {
        return parts.stream().<SqlStatement<?>>map(Part::statement).toList();
    }

    private void tell(List<Part> parts, List<Outcome<?>> made) {
        for (int i = 0; i < made.size(); i++) {
            parts.get(i).whenSent().accept(made.get(i));
        }
    }

    private Part single(List<SqlStatement<?>> statements, int place) {
        return new Part(statements.get(place), outcome -> outcomes[place] = outcome);
    }

    private Part sum(List<SqlStatement<?>> statements, List<Integer> places) {
        List<Addition<?>> additions = places.stream()
                .<Addition<?>>map(place -> statements.get(place).addition().orElseThrow())
                .toList();
        long sum = additions.stream().mapToLong(Addition::delta).reduce(0, Math::addExact);
        return new Part(additions.getFirst().statement().apply(sum), outcome -> {
            Number total = (Number) outcome.row();
            long reached = total == null ? 0 : total.longValue();
            for (int i = places.size() - 1; i >= 0; i--) {
                Addition<?> addition = additions.get(i);
                outcomes[places.get(i)] = total == null
                        ? outcome
                        : new Outcome<>(1, addition.result().apply(reached));
                reached -= addition.delta();
            }
        });
    }
}
