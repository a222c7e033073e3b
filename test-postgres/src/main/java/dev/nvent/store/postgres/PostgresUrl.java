package dev.nvent.store.postgres;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * A parsed JDBC URL of PostgreSQL, from which URLs of other databases and users of the same server are built.
 *
 * @param address hosts and ports, as {@code //localhost:5432/}; empty for the driver's default
 * @param parameters the other parameters, as {@code ssl=true&loginTimeout=5}, without user and password
 */
record PostgresUrl(String address, String database, String user, String password, String parameters) {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:(//[^/?]*/)?([^/?]*)(?:\\?(.*))?");
    private static final Pattern CREDENTIALS = Pattern.compile("(?:^|&)(?:user|password)=[^&]*");

    static PostgresUrl parse(String url) {
        Matcher matcher = URL.matcher(url);
        // The driver decodes user and password, and knows its defaults and environment variables.
        Properties properties = matcher.matches() ? Driver.parseURL(url, new Properties()) : null;
        if (properties == null) {
            throw new IllegalStateException(
                    "NVENT_DATABASE_URL or nvent.database.url is not a URL of the form jdbc:postgresql://host:port/database?user=…");
        }
        String parameters = matcher.group(3) == null ? "" : matcher.group(3);
        return new PostgresUrl(
                matcher.group(1) == null ? "" : matcher.group(1),
                matcher.group(2),
                properties.getProperty("user", System.getProperty("user.name")),
                properties.getProperty("password", ""),
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

    /** Calls the driver directly, because DriverManager does not find drivers in the class loader of a Maven plugin. */
    Connection connect() throws SQLException {
        return new Driver().connect(jdbcUrl(), new Properties());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return address + database;
    }
}
