package dev.nvent.store.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which database: from options, else from a file of properties, else from the environment. */
final class Connecting {

    private static final String STORE = "nvent.store.";
    private static final String CONNECTION = "nvent.store.connection";
    private static final String SHARED_CONNECTION = "nvent.connections.postgres";
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("//[^/?@]*:[^/?]*@|[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "postgresql://user@host:5432/database or jdbc:postgresql://…, without a password.")
    private String url;

    @Option(names = "--host", paramLabel = "HOST", description = "Instead of a URL; localhost unless given.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "5432 unless given.")
    private Integer port;

    @Option(names = "--database", paramLabel = "NAME", description = "nvent unless given.")
    private String database;

    @Option(names = "--user", paramLabel = "NAME", description = "The system's user unless given.")
    private String user;

    @Option(names = "--password", description = "Ask for the password.")
    private boolean askPassword;

    @Option(names = "--ssl", paramLabel = "MODE", description = "disable, prefer, require, verify-ca or verify-full.")
    private String ssl;

    @Option(
            names = "--ssl-root-cert",
            paramLabel = "FILE",
            description = "The authority that the server's certificate must come from.")
    private Path sslRootCert;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties: nvent.store.connection (a URL) or nvent.store.connection.host, .port, .database, "
                            + ".user, .password, .ssl, .sslRootCert; the same below nvent.connections.postgres; "
                            + "nvent.store.schema, nvent.store.prefix.")
    private Path config;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "public unless given here, in the file, or as NVENT_SCHEMA.")
    private String schema;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            description = "nvent unless given here, in the file, or as NVENT_PREFIX.")
    private String prefix;

    /** What the file says, overridden by options, filled up from the environment. */
    Map<String, String> properties(Nvent nvent) {
        Map<String, String> properties = file();
        String source = source(properties, nvent.environment());
        put(properties, source + ".user", user);
        put(properties, source + ".ssl", ssl);
        put(properties, source + ".sslRootCert", sslRootCert == null ? null : sslRootCert.toString());
        put(
                properties,
                STORE + "schema",
                first(
                        schema,
                        properties.get(STORE + "schema"),
                        nvent.environment().get("NVENT_SCHEMA")));
        put(
                properties,
                STORE + "prefix",
                first(
                        prefix,
                        properties.get(STORE + "prefix"),
                        nvent.environment().get("NVENT_PREFIX")));
        put(properties, source + ".password", password(properties, source, nvent));
        return properties;
    }

    private Map<String, String> file() {
        var properties = new Properties();
        if (config != null) {
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw Refusal.usage("--config: cannot read " + config + " as a file of properties");
            }
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    /** The name below which the connection stands. One source has all of it; the others are left out. */
    private String source(Map<String, String> properties, Map<String, String> environment) {
        boolean parts = host != null || port != null || database != null;
        if (url != null || parts) {
            if (url != null && parts) {
                throw Refusal.usage("--url says where the database is: --host, --port and --database say it again");
            }
            if (url != null && PASSWORD_IN_URL.matcher(url).find()) {
                throw Refusal.usage("--url holds a password, which every user of this machine can read: put it into "
                        + "PGPASSWORD, NVENT_DATABASE_URL, ~/.pgpass or a file for --config, or let --password ask");
            }
            properties.keySet().removeIf(name -> isBelow(CONNECTION, name) || isBelow(SHARED_CONNECTION, name));
            put(properties, CONNECTION, url);
            put(properties, CONNECTION + ".host", host);
            put(properties, CONNECTION + ".port", port == null ? null : port.toString());
            put(properties, CONNECTION + ".database", database);
            return CONNECTION;
        }
        Optional<String> named = Stream.of(CONNECTION, SHARED_CONNECTION)
                .filter(source -> properties.keySet().stream().anyMatch(name -> isBelow(source, name)))
                .findFirst();
        return named.orElseGet(() -> {
            String fromEnvironment = first(environment.get("NVENT_DATABASE_URL"), environment.get("DATABASE_URL"));
            if (fromEnvironment == null) {
                throw Refusal.usage("no database is named: give --url, --host and its like, a file with --config, or "
                        + "NVENT_DATABASE_URL or DATABASE_URL in the environment");
            }
            properties.put(CONNECTION, fromEnvironment);
            return CONNECTION;
        });
    }

    private String password(Map<String, String> properties, String source, Nvent nvent) {
        if (askPassword) {
            String answer = nvent.terminal().isThere() ? nvent.terminal().askSecretly("Password: ") : null;
            if (answer == null || answer.isEmpty()) {
                throw Refusal.usage("--password: there is no terminal to ask on, or no answer");
            }
            return answer;
        }
        String inUrl = properties.get(source);
        boolean given = properties.containsKey(source + ".password")
                || inUrl != null && PASSWORD_IN_URL.matcher(inUrl).find();
        return given ? null : nvent.environment().get("PGPASSWORD");
    }

    private static boolean isBelow(String source, String property) {
        return property.equals(source) || property.startsWith(source + ".");
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (value != null && !value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private static String first(String... values) {
        return Stream.of(values)
                .filter(value -> value != null && !value.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
