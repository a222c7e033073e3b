package dev.nvent.store.internal.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The conversion of the answer of a statement to its result. A missing answer is an error.
 *
 * @param <T> the result
 */
public sealed interface Answer<T> {

    /** Exactly one row. */
    static <T> Answer<T> row(RowReader<T> reader) {
        return new Row<>(reader, () -> {
            throw new SQLException("the statement returned no row, although it always returns one", "02000");
        });
    }

    /** One row or none. */
    static <T> Answer<Optional<T>> optionalRow(RowReader<T> reader) {
        return new Row<>(row -> Optional.of(reader.read(row)), Optional::empty);
    }

    /** Whether there is a row. */
    static Answer<Boolean> exists() {
        return new Row<>(row -> true, () -> false);
    }

    /** Any number of rows. */
    static <T> Answer<List<T>> rows(RowReader<T> reader) {
        return new Rows<>(result -> {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(reader.read(result));
            }
            return rows;
        });
    }

    /** Any number of rows, which the reader itself steps through. */
    static <T> Answer<T> allRows(RowReader<T> reader) {
        return new Rows<>(reader);
    }

    /** How many rows the server says that it changed. */
    static Answer<Integer> changedRows() {
        return new ChangedRows();
    }

    /** The same answer, converted. */
    default <U> Answer<U> map(Function<? super T, ? extends U> conversion) {
        return new Mapped<>(this, conversion);
    }

    /** Reads the current result of an executed statement. */
    default T read(PreparedStatement executed, boolean hasRows) throws SQLException {
        if (!hasRows) {
            return readCount(executed.getUpdateCount());
        }
        try (ResultSet rows = executed.getResultSet()) {
            return readRows(rows);
        }
    }

    /** Reads rows, from before the first one. */
    T readRows(ResultSet rows) throws SQLException;

    /** Reads the number of changed rows of a statement that returns none. */
    default T readCount(int count) throws SQLException {
        throw new SQLException("the statement returned no rows, but only the number " + count, "02000");
    }

    /** Whether it takes at most one row, so that several statements fit into one batch. */
    default boolean isSingle() {
        return false;
    }

    /** Reads the part of one statement from the rows of a batch. */
    default T readBatched(ResultSet rows, boolean hasRow) throws SQLException {
        throw new IllegalStateException("a batch loses rows of this answer");
    }

    /** The result where there is no row. */
    @FunctionalInterface
    interface Absent<T> {
        T get() throws SQLException;
    }

    /** At most one row. */
    record Row<T>(RowReader<T> reader, Absent<T> absent) implements Answer<T> {
        @Override
        public T readRows(ResultSet rows) throws SQLException {
            return rows.next() ? reader.read(rows) : absent.get();
        }

        @Override
        public boolean isSingle() {
            return true;
        }

        @Override
        public T readBatched(ResultSet rows, boolean hasRow) throws SQLException {
            return hasRow ? readRows(rows) : absent.get();
        }
    }

    /** All rows. */
    record Rows<T>(RowReader<T> all) implements Answer<T> {
        @Override
        public T readRows(ResultSet rows) throws SQLException {
            return all.read(rows);
        }
    }

    /** A number, which comes with the answer of a statement that is sent alone. */
    record ChangedRows() implements Answer<Integer> {
        @Override
        public Integer readRows(ResultSet rows) throws SQLException {
            throw new SQLException("the statement returned rows instead of a number", "02000");
        }

        @Override
        public Integer readCount(int count) {
            return count;
        }
    }

    /** A converted answer. */
    record Mapped<T, U>(Answer<T> answer, Function<? super T, ? extends U> conversion) implements Answer<U> {
        @Override
        public U readRows(ResultSet rows) throws SQLException {
            return conversion.apply(answer.readRows(rows));
        }

        @Override
        public U readCount(int count) throws SQLException {
            return conversion.apply(answer.readCount(count));
        }

        @Override
        public boolean isSingle() {
            return answer.isSingle();
        }

        @Override
        public U readBatched(ResultSet rows, boolean hasRow) throws SQLException {
            return conversion.apply(answer.readBatched(rows, hasRow));
        }
    }
}
