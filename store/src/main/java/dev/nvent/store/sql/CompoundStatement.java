package dev.nvent.store.sql;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.trueCondition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Many changes as one statement. It locks every row that must be there, in the order of the changes, then makes either
 * all changes, if each row is there and as expected, or none of them.
 */
public final class CompoundStatement {

    private final List<? extends Change<?>> changes;

    private CompoundStatement(List<? extends Change<?>> changes) {
        this.changes = changes;
    }

    /** The statement; its row is what became of each change, in order. */
    public static SqlStatement<List<Object>> of(List<? extends Change<?>> changes) {
        var statement = new CompoundStatement(changes);
        return new SqlStatement<>(statement.shape(), statement::text, statement.values(), statement::read);
    }

    /** A single change; its row is what became of it. */
    public static <T> SqlStatement<T> of(Change<T> change) {
        var statement = new CompoundStatement(List.of(change));
        return new SqlStatement<>(
                statement.shape(), statement::text, statement.values(), row -> change.read(new Columns(row)));
    }

    private List<String> shape() {
        var shape = new ArrayList<String>();
        for (Change<?> change : changes) {
            shape.add("change");
            shape.addAll(change.shape());
        }
        return shape;
    }

    private List<Object> values() {
        var values = new ArrayList<Object>();
        changes.forEach(change -> values.addAll(change.lockValues()));
        changes.forEach(change -> values.addAll(change.makeValues()));
        return values;
    }

    private List<Object> read(ResultSet row) throws SQLException {
        var columns = new Columns(row);
        var results = new ArrayList<Object>(changes.size());
        for (Change<?> change : changes) {
            results.add(change.read(columns));
        }
        return results;
    }

    private Query text(DSLContext dsl) {
        var all = new ArrayList<CommonTableExpression<?>>();
        var locks = new CommonTableExpression<?>[changes.size()];
        Condition asExpected = noCondition();
        for (int i = 0; i < locks.length; i++) {
            var lock = changes.get(i).lock(dsl);
            if (lock.isPresent()) {
                locks[i] = name("lock_" + i).as(lock.get());
                all.add(locks[i]);
                asExpected = asExpected.and(field(
                        select(locks[i].field(0).coerce(SQLDataType.BOOLEAN)).from(locks[i])));
            }
        }
        CommonTableExpression<?> ready = name("ready").as(selectOne().where(asExpected));
        all.add(ready);
        var results = new ArrayList<Table<?>>();
        for (int i = 0; i < locks.length; i++) {
            CommonTableExpression<?> made = name("made_" + i)
                    .as(changes.get(i).make(dsl, exists(selectOne().from(ready))));
            all.add(made);
            if (locks[i] != null) {
                results.add(locks[i]);
            }
            results.add(changes.get(i).result(made));
        }
        return joined(dsl, all, results);
    }

    /** All of them in one row, whichever are empty. */
    private static Query joined(DSLContext dsl, List<CommonTableExpression<?>> all, List<Table<?>> results) {
        Table<?> row = selectOne().asTable("one_row");
        for (Table<?> result : results) {
            row = row.leftJoin(result).on(trueCondition());
        }
        return dsl.with(all)
                .select(results.stream().flatMap(result -> result.fieldStream()).toList())
                .from(row);
    }
}
