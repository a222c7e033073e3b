package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Parses connection URLs in the forms of the JDBC driver and of libpq into the driver's properties. The driver does not see
 * the URL: it logs those that it cannot parse, with their passwords. No error quotes any part of a URL that may belong to a
 * password.
 */
final class ConnectionUrl {

    private static final String WHERE = "url";
    private static final String JDBC = "jdbc:postgresql:";
    private static final List<String> LIBPQ = List.of("postgresql://", "postgres://");
    /** How to write special characters. */
    static final String ENCODE =
            "percent-encode the user and the password (@ is %40, : is %3A, / is %2F, ? is %3F, # is %23, % is %25)";

    private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]*");

    private static final Pattern SECONDS = Pattern.compile("-?\\d{1,9}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private static final Map<String, PGProperty> DRIVER = Arrays.stream(PGProperty.values())
            .collect(Collectors.toUnmodifiableMap(PGProperty::getName, Function.identity()));

    /** Parameters that libpq names differently; those with equal names are found in {@link #DRIVER}. */
    private static final Map<String, PGProperty> LIBPQ_NAMES = Map.ofEntries(
            Map.entry("host", PGProperty.PG_HOST),
            Map.entry("hostaddr", PGProperty.PG_HOST),
            Map.entry("port", PGProperty.PG_PORT),
            Map.entry("dbname", PGProperty.PG_DBNAME),
            Map.entry("application_name", PGProperty.APPLICATION_NAME),
            Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
            Map.entry("connect_timeout", PGProperty.CONNECT_TIMEOUT),
            Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
            Map.entry("keepalives", PGProperty.TCP_KEEP_ALIVE),
            Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
            Map.entry("load_balance_hosts", PGProperty.LOAD_BALANCE_HOSTS),
            Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
            Map.entry("target_session_attrs", PGProperty.TARGET_SERVER_TYPE));

    /** Values that libpq and the driver name differently. */
    private static final Map<String, Map<String, String>> LIBPQ_VALUES = Map.of(
            "keepalives", Map.of("0", "false", "1", "true"),
            "load_balance_hosts", Map.of("disable", "false", "random", "true"),
            "target_session_attrs",
                    Map.of(
                            "any", "any",
                            "primary", "primary",
                            "read-write", "primary",
                            "standby", "secondary",
                            "read-only", "secondary",
                            "prefer-standby", "preferSecondary"));

    private final Properties properties = new Properties();
    private final boolean isJdbc;

    private ConnectionUrl(boolean isJdbc) {
        this.isJdbc = isJdbc;
    }

    /**
     * The properties of a URL, with at least a host and a port.
     *
     * @throws InvalidInputException if it is not a URL of PostgreSQL, or has a part that has no meaning
     */
    static Properties parse(String url) {
        boolean isJdbc = url.startsWith(JDBC);
        String rest = isJdbc
                ? url.substring(JDBC.length())
                : LIBPQ.stream()
                        .filter(url::startsWith)
                        .findFirst()
                        .map(scheme -> "//" + url.substring(scheme.length()))
                        .orElseThrow(() -> refused(
                                "jdbc:postgresql://host:port/database or postgresql://user@host:port/database",
                                "another form"));
        var parsed = new ConnectionUrl(isJdbc);
        parsed.parseRest(rest);
        return parsed.properties;
    }

    private void parseRest(String rest) {
        int query = rest.indexOf('?');
        String location = query < 0 ? rest : rest.substring(0, query);
        String path = location;
        Optional<String> authority = Optional.empty();
        if (location.startsWith("//")) {
            int slash = location.indexOf('/', 2);
            authority = Optional.of(location.substring(2, slash < 0 ? location.length() : slash));
            path = slash < 0 ? "" : location.substring(slash);
        }
        boolean hasUser = authority.filter(text -> text.contains("@")).isPresent();
        if (!hasUser && authority.filter(text -> text.contains(":")).isPresent() && path.contains("@")) {
            throw unencoded();
        }
        authority.ifPresent(this::parseAuthority);
        String database = path.startsWith("/") ? path.substring(1) : path;
        if (!database.isEmpty()) {
            set(PGProperty.PG_DBNAME, decoded(database, isJdbc));
        }
        if (query >= 0) {
            parseQuery(rest.substring(query + 1), hasUser);
        }
        addService();
        checkNumber(PGProperty.CONNECT_TIMEOUT, SECONDS, "a whole number of seconds");
        checkNumber(PGProperty.SOCKET_TIMEOUT, SECONDS, "a whole number of seconds");
        checkNumber(PGProperty.PREPARE_THRESHOLD, COUNT, "0 or a greater number");
        Servers servers = Servers.of(
                properties.getProperty(PGProperty.PG_HOST.getName(), ""),
                properties.getProperty(PGProperty.PG_PORT.getName(), ""),
                WHERE);
        servers.addTo(properties);
    }

    /** Refuses values that the driver would refuse only at the first connection, or take for another protocol. */
    private void checkNumber(PGProperty property, Pattern form, String expected) {
        String value = properties.getProperty(property.getName());
        if (value != null && !form.matcher(value).matches()) {
            throw refused("for " + property.getName() + " " + expected, "another value");
        }
    }

    private void parseAuthority(String authority) {
        int at = authority.indexOf('@');
        if (at != authority.lastIndexOf('@')) {
            throw unencoded();
        }
        if (at >= 0) {
            String[] user = authority.substring(0, at).split(":", 2);
            setUnlessEmpty(PGProperty.USER, decoded(user[0], false));
            setUnlessEmpty(PGProperty.PASSWORD, user.length == 2 ? decoded(user[1], false) : "");
        }
        String servers = authority.substring(at + 1);
        if (servers.isEmpty()) {
            return;
        }
        var hosts = new ArrayList<String>();
        var ports = new ArrayList<String>();
        for (String server : servers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            boolean hasPort = colon > server.lastIndexOf(']');
            hosts.add(decoded(hasPort ? server.substring(0, colon) : server, false));
            ports.add(hasPort ? server.substring(colon + 1) : "");
        }
        set(PGProperty.PG_HOST, String.join(",", hosts));
        set(PGProperty.PG_PORT, String.join(",", ports));
    }

    private void parseQuery(String query, boolean hasUser) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            PGProperty property = Optional.ofNullable(DRIVER.get(name))
                    .or(() -> Optional.ofNullable(LIBPQ_NAMES.get(name)))
                    .orElseThrow(() -> unknown(name, !hasUser && query.contains("@")));
            if (equals < 0) {
                throw refused("a value for the parameter " + name, "none");
            }
            String value = bracketed(property, decoded(parameter.substring(equals + 1), isJdbc));
            Map<String, String> values = LIBPQ_VALUES.get(name);
            if (values != null && !values.containsKey(value)) {
                throw refused(
                        "for " + name + " one of "
                                + values.keySet().stream().sorted().toList(),
                        "another value");
            }
            set(property, values == null ? value : values.getOrDefault(value, value));
        }
    }

    /** IPv6 addresses have no brackets in parameters. */
    private static String bracketed(PGProperty property, String value) {
        return property != PGProperty.PG_HOST
                ? value
                : Arrays.stream(value.split(",", -1))
                        .map(host -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                        .collect(Collectors.joining(","));
    }

    /** Adds what the driver finds in its service file; the URL takes precedence. */
    private void addService() {
        String service = PGProperty.SERVICE.getOrDefault(properties);
        if (service == null) {
            return;
        }
        Properties found = Driver.parseURL(
                JDBC + "?service=" + URLEncoder.encode(service, StandardCharsets.UTF_8), new Properties());
        if (found == null) {
            throw refused("a service of the service file", "an unknown one");
        }
        found.forEach(properties::putIfAbsent);
    }

    private void setUnlessEmpty(PGProperty property, String value) {
        if (!value.isEmpty()) {
            set(property, value);
        }
    }

    private void set(PGProperty property, String value) {
        if (properties.setProperty(property.getName(), value) != null) {
            throw refused("one value for " + property.getName(), "two");
        }
    }

    /** In JDBC parameters a plus sign is a space, as the driver reads them. */
    private static String decoded(String text, boolean plusIsSpace) {
        try {
            return URLDecoder.decode(plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("percent-encoded characters such as %40", "a % that begins none; write %25 for it");
        }
    }

    private static InvalidInputException unknown(String name, boolean mayBePassword) {
        if (mayBePassword || !PARAMETER_NAME.matcher(name).matches()) {
            return refused("parameters of the driver or of libpq", "an unknown one; " + ENCODE);
        }
        return name.equals("schema")
                ? refused("no parameter schema", "one; use StoreOptions.withSchema or the property nvent.store.schema")
                : refused("parameters of the driver or of libpq", "the unknown parameter " + name);
    }

    private static InvalidInputException unencoded() {
        return refused("one @, between the user and the host", "others; " + ENCODE);
    }

    private static InvalidInputException refused(String expected, String actual) {
        return new InvalidInputException(WHERE, expected, actual);
    }
}
