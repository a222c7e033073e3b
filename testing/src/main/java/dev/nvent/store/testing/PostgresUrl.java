package dev.nvent.store.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * A JDBC URL of PostgreSQL, taken apart so that another database of the same server can be named.
 *
 * @param address hosts and ports, as {@code //localhost:5432/}; empty for the driver's default
 * @param parameters the other parameters, as {@code ssl=true&loginTimeout=5}; no user or password
 */
record PostgresUrl(String address, String database, String user, String password, String parameters) {

    private static final Pattern FORM = Pattern.compile("jdbc:postgresql:(//[^/?]*/)?([^/?]*)(?:\\?(.*))?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?:^|&)(?:user|password)=[^&]*");

    static PostgresUrl parse(String url) {
        Matcher parts = FORM.matcher(url);
        // The driver itself reads the rest: it knows about encodings, defaults and the environment.
        Properties read = parts.matches() ? Driver.parseURL(url, new Properties()) : null;
        if (read == null) {
            throw new IllegalStateException(
                    "NVENT_DATABASE_URL or nvent.database.url is no URL of the form jdbc:postgresql://host:port/database?user=…");
        }
        String parameters = parts.group(3) == null ? "" : parts.group(3);
        return new PostgresUrl(
                parts.group(1) == null ? "" : parts.group(1),
                parts.group(2),
                read.getProperty("user", System.getProperty("user.name")),
                read.getProperty("password", ""),
                CREDENTIALS.matcher(parameters).replaceAll("").replaceFirst("^&", ""));
    }

    static PostgresUrl local(int port) {
        return new PostgresUrl("//localhost:" + port + "/", "postgres", "postgres", "", "");
    }

    PostgresUrl withDatabase(String other) {
        return new PostgresUrl(address, other, user, password, parameters);
    }

    PostgresUrl withUser(String otherUser, String otherPassword) {
        return new PostgresUrl(address, database, otherUser, otherPassword, parameters);
    }

    String jdbcUrl() {
        return "jdbc:postgresql:" + address + database + "?user=" + encode(user)
                + (password.isEmpty() ? "" : "&password=" + encode(password))
                + (parameters.isEmpty() ? "" : "&" + parameters);
    }

    /** Asks the driver directly, because DriverManager does not see drivers of the class loader of a Maven plugin. */
    Connection connect() throws SQLException {
        return new Driver().connect(jdbcUrl(), new Properties());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return address + database;
    }
}
