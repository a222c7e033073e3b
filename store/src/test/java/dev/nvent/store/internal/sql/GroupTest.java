package dev.nvent.store.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.select;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;
import org.junit.jupiter.api.Test;

/** Coalescing of the statements of a group, on a connection that answers each statement with its bind values. */
class GroupTest {

    private static final DSLContext DSL_CONTEXT = DSL.using(SQLDialect.POSTGRES);
    private static final Field<Integer> VALUE = DSL.field("value", SQLDataType.INTEGER);

    private static final Template<List<Delta>, List<Integer>> SUM = Template.of(
            bind -> select(bind.value(SQLDataType.INTEGER, GroupTest::sum)),
            deltas -> Answer.row(row -> steps(deltas, row.getInt(1))));

    private static final Template<Delta, Integer> INCREMENT = Template.<Delta, Integer>of(
                    bind -> select(bind.value(SQLDataType.INTEGER, Delta::by)), Answer.row(row -> row.getInt(1)))
            .coalescing(Delta::counter, SUM::with);

    private static final Template<Integer, List<Integer>> READ = Template.<Integer, List<Integer>>of(
                    bind -> select(bind.value(SQLDataType.INTEGER, value -> value)), Answer.rows(row -> row.getInt(1)))
            .withoutRowLocks();

    private final StatementExecutor executor = new StatementExecutor(new StatementCache(() -> DSL_CONTEXT), true);
    private final List<Object> sent = new ArrayList<>();

    private record Delta(String counter, int by) {}

    private static int sum(List<Delta> deltas) {
        return deltas.stream().mapToInt(Delta::by).sum();
    }

    /** The value after each delta, of a counter that has this value after all of them. */
    private static List<Integer> steps(List<Delta> deltas, int last) {
        var steps = new ArrayList<Integer>();
        int value = last - sum(deltas);
        for (Delta delta : deltas) {
            value += delta.by();
            steps.add(value);
        }
        return steps;
    }

    @Test
    void statements_with_one_target_become_one_and_each_caller_gets_its_own_result() throws SQLException {
        var group = new Group(List.of(
                INCREMENT.with(new Delta("a", 1)),
                INCREMENT.with(new Delta("a", 2)),
                INCREMENT.with(new Delta("a", 4))));

        assertThat(group.isOneStatement()).isTrue();
        assertThat(results(group)).containsExactly(1, 3, 7);
        assertThat(sent).containsExactly(7);
    }

    @Test
    void statements_with_other_targets_are_not_coalesced() {
        var group = new Group(List.of(INCREMENT.with(new Delta("a", 1)), INCREMENT.with(new Delta("b", 2))));

        assertThat(group.isOneStatement()).isFalse();
    }

    @Test
    void a_statement_without_a_partner_is_sent_as_it_is() throws SQLException {
        var group = new Group(List.of(INCREMENT.with(new Delta("a", 5))));

        assertThat(group.isOneStatement()).isTrue();
        assertThat(results(group)).containsExactly(5);
    }

    @Test
    void results_are_in_the_order_of_the_callers_whatever_is_coalesced() throws SQLException {
        var group = new Group(List.of(
                INCREMENT.with(new Delta("a", 1)), READ.with(10), INCREMENT.with(new Delta("a", 2)), READ.with(20)));

        assertThat(results(group)).containsExactly(1, List.of(10), 3, List.of(20));
        assertThat(sent).containsExactly(3, 10, 20);
    }

    @Test
    void a_group_locks_rows_if_one_of_its_statements_may() {
        assertThat(new Group(List.of(READ.with(1), READ.with(2))).locksRows()).isFalse();
        assertThat(new Group(List.of(READ.with(1), INCREMENT.with(new Delta("a", 1)))).locksRows())
                .isTrue();
    }

    private Object[] results(Group group) throws SQLException {
        try (Connection connection = connection()) {
            return group.send(executor, connection);
        }
    }

    private Connection connection() {
        return new MockConnection(context -> {
            if (context.bindings().length == 0) {
                return new MockResult[] {new MockResult(0)};
            }
            Integer value = (Integer) context.bindings()[0];
            sent.add(value);
            var rows = DSL_CONTEXT.newResult(VALUE);
            rows.add(DSL_CONTEXT.newRecord(VALUE).values(value));
            return new MockResult[] {new MockResult(1, rows)};
        });
    }
}
