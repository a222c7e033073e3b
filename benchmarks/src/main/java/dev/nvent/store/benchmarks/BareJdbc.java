package dev.nvent.store.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Minimal JDBC access: takes a pooled connection, prepares a statement, binds values and reads rows. */
public record BareJdbc(DataSource pool) {

    /** Binds the parameters of a statement. */
    public interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Maps a row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Returns the first row; fails if there is none. */
    public <T> T fetch(String sql, Binder values, Reader<T> reader) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new SQLException("no row");
                }
                return reader.read(rows);
            }
        }
    }

    /** Returns all rows. */
    public <T> List<T> fetchAll(String sql, Binder values, Reader<T> reader) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                var result = new ArrayList<T>();
                while (rows.next()) {
                    result.add(reader.read(rows));
                }
                return result;
            }
        }
    }

    /** Sums a value of all rows, in constant memory. */
    public long sum(String sql, Binder values, Reader<Long> reader) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            statement.setFetchSize(1_000);
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                long sum = 0;
                while (rows.next()) {
                    sum += reader.read(rows);
                }
                connection.commit();
                return sum;
            }
        }
    }

    /** Runs a COPY and returns the number of rows. */
    public long copy(String sql, InputStream rows) throws SQLException, IOException {
        try (Connection connection = pool.getConnection()) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows);
        }
    }
}
