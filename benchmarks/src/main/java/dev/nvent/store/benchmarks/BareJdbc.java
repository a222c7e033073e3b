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

/** What a program writes that has nothing but JDBC: a connection of the pool, a prepared statement, its values, its rows. */
public record BareJdbc(DataSource pool) {

    /** Sets the values of a statement. */
    public interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads a row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The first row, which there must be. */
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

    /** Every row. */
    public <T> List<T> fetchAll(String sql, Binder values, Reader<T> reader) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                var found = new ArrayList<T>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    /** How many rows it changed. */
    public int execute(String sql, Binder values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            return statement.executeUpdate();
        }
    }

    /** How many rows a COPY took. */
    public long copy(String sql, InputStream rows) throws SQLException, IOException {
        try (Connection connection = pool.getConnection()) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, rows);
        }
    }
}
