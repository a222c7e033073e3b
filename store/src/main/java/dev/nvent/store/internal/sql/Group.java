package dev.nvent.store.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The statements of several callers that share one transaction: statements that can be coalesced are sent as one, the
 * others of one template in one batch.
 */
final class Group {

    private final boolean locksRows;
    private final Object[] results;
    private final List<Batch<?, ?>> batches;

    Group(List<Statement<?, ?>> statements) {
        locksRows = statements.stream().anyMatch(each -> each.template().locksRows());
        results = new Object[statements.size()];
        batches = batches(statements);
    }

    /** A statement to send, and what to do with its result. */
    private record Part<A, T>(Statement<A, T> statement, Consumer<T> whenSent) {

        void send(StatementExecutor executor, Connection connection) throws SQLException {
            whenSent.accept(executor.send(connection, statement));
        }

        void sendWithLockTimeout(StatementExecutor executor, Connection connection) throws SQLException {
            var pipeline = new Pipeline();
            pipeline.add(LockTimeout.OF_GROUP);
            Pipeline.Slot<T> slot = pipeline.add(statement);
            whenSent.accept(
                    executor.sendTransaction(connection, pipeline.statements()).get(slot));
        }
    }

    /** Parts of one template. */
    private record Batch<A, T>(List<Part<A, T>> parts) {

        void send(StatementExecutor executor, Connection connection) throws SQLException {
            if (parts.size() == 1 || !parts.getFirst().statement().answer().isSingle()) {
                for (Part<A, T> part : parts) {
                    part.send(executor, connection);
                }
                return;
            }
            List<T> sent = executor.sendBatch(
                    connection, parts.stream().map(Part::statement).toList());
            for (int i = 0; i < sent.size(); i++) {
                parts.get(i).whenSent().accept(sent.get(i));
            }
        }
    }

    /** Whether it writes rows that other transactions may have locked. */
    boolean locksRows() {
        return locksRows;
    }

    /** Whether one statement does all of its work, so that it needs no transaction around it. */
    boolean isOneStatement() {
        return batches.size() == 1 && batches.getFirst().parts().size() == 1;
    }

    /** Sends and commits a group that is one statement, and returns the results of all callers. */
    Object[] sendAndCommit(StatementExecutor executor, Connection connection) throws SQLException {
        Part<?, ?> part = batches.getFirst().parts().getFirst();
        if (locksRows) {
            part.sendWithLockTimeout(executor, connection);
        } else {
            part.send(executor, connection);
        }
        return results;
    }

    /** Sends a group within a transaction, and returns the results of all callers, which hold once it is committed. */
    Object[] send(StatementExecutor executor, Connection connection) throws SQLException {
        if (locksRows) {
            executor.send(connection, LockTimeout.OF_GROUP);
        }
        for (Batch<?, ?> batch : batches) {
            batch.send(executor, connection);
        }
        return results;
    }

    private List<Batch<?, ?>> batches(List<Statement<?, ?>> statements) {
        Map<Template<?, ?>, Members<?, ?>> byTemplate = new LinkedHashMap<>();
        for (int i = 0; i < statements.size(); i++) {
            add(byTemplate, statements.get(i), i);
        }
        Map<Template<?, ?>, List<Part<?, ?>>> parts = new LinkedHashMap<>();
        byTemplate
                .values()
                .forEach(members -> members.parts()
                        .forEach(part -> parts.computeIfAbsent(part.statement().template(), same -> new ArrayList<>())
                                .add(part)));
        return parts.values().stream().<Batch<?, ?>>map(Group::batch).toList();
    }

    @SuppressWarnings("unchecked") // All parts have the template that is the key of their list.
    private static <A, T> Batch<A, T> batch(List<Part<?, ?>> sameTemplate) {
        return new Batch<>((List<Part<A, T>>) (List<?>) sameTemplate);
    }

    @SuppressWarnings("unchecked") // The members under a template are statements of that template.
    private <A, T> void add(Map<Template<?, ?>, Members<?, ?>> byTemplate, Statement<A, T> statement, int place) {
        var members = (Members<A, T>)
                byTemplate.computeIfAbsent(statement.template(), same -> new Members<>(statement.template()));
        members.add(statement.argument(), place);
    }

    /** All statements of one template, by what they can be coalesced on. */
    private final class Members<A, T> {

        private final Template<A, T> template;
        private final Map<Object, List<Member<A>>> byTarget = new LinkedHashMap<>();

        Members(Template<A, T> template) {
            this.template = template;
        }

        void add(A argument, int place) {
            Object target = template.coalescing()
                    .<Object>map(coalescing -> coalescing.target().apply(argument))
                    .orElse(place);
            byTarget.computeIfAbsent(target, same -> new ArrayList<>()).add(new Member<>(argument, place));
        }

        List<Part<?, ?>> parts() {
            return byTarget.values().stream().<Part<?, ?>>map(this::part).toList();
        }

        private Part<?, ?> part(List<Member<A>> members) {
            if (members.size() == 1) {
                Member<A> only = members.getFirst();
                return new Part<>(template.with(only.argument()), result -> results[only.place()] = result);
            }
            List<A> arguments = members.stream().map(Member::argument).toList();
            return coalesced(template.coalescing().orElseThrow().combined().apply(arguments), members);
        }

        private <B> Part<B, List<T>> coalesced(Statement<B, List<T>> combined, List<Member<A>> members) {
            return new Part<>(combined, all -> {
                for (int i = 0; i < members.size(); i++) {
                    results[members.get(i).place()] = all.get(i);
                }
            });
        }
    }

    /** The argument of a caller's statement, and the place of its result. */
    private record Member<A>(A argument, int place) {

        /** Without the argument. */
        @Override
        public String toString() {
            return "Member[place=" + place + "]";
        }
    }
}
