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

/** The connection options. Options take precedence over the file of {@code --config}, which takes precedence over the environment. */
final class ConnectionMixin {

    private static final String SCHEMA = "nvent.store.schema";
    private static final String PREFIX = "nvent.store.prefix";
    private static final String CONNECTION = "nvent.store.connection";
    private static final String SHARED_CONNECTION = "nvent.connections.postgres";
    private static final Pattern PASSWORD_IN_URL =
            Pattern.compile("//[^/?@]*:[^/?]*@|[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Connection URL, postgresql://user@host:5432/database or jdbc:postgresql://…, without a password.")
    private String url;

    @Option(names = "--host", paramLabel = "HOST", description = "Host name, instead of a URL. Default: localhost.")
    private String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port. Default: 5432.")
    private Integer port;

    @Option(names = "--database", paramLabel = "NAME", description = "Database name. Default: nvent.")
    private String database;

    @Option(names = "--user", paramLabel = "NAME", description = "Role name. Default: the operating system user.")
    private String user;

    @Option(names = "--password", description = "Prompt for the password.")
    private boolean askPassword;

    @Option(
            names = "--ssl",
            paramLabel = "MODE",
            description = "TLS mode: disable, prefer, require, verify-ca or verify-full.")
    private String ssl;

    @Option(
            names = "--ssl-root-cert",
            paramLabel = "FILE",
            description = "Certificate of the CA that signed the server certificate.")
    private Path sslRootCert;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Properties file: nvent.store.connection (a URL) or nvent.store.connection.host, .port, .database, "
                            + ".user, .password, .ssl, .sslRootCert; or the same under "
                            + "nvent.connections.postgres; nvent.store.schema, nvent.store.prefix.")
    private Path config;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "Database schema. Default: nvent.store.schema, NVENT_SCHEMA, or public.")
    private String schema;

    @Option(
            names = "--prefix",
            paramLabel = "NAME",
            description = "Prefix of tables and subjects. Default: nvent.store.prefix, NVENT_PREFIX, or nvent.")
    private String prefix;

    /** Merges the options, the file and the environment. */
    Map<String, String> properties(NventCommand nvent) {
        Map<String, String> properties = readFile();
        Map<String, String> environment = nvent.environment();
        String source = source(properties, environment);
        put(properties, source + ".user", user);
        put(properties, source + ".ssl", ssl);
        put(properties, source + ".sslRootCert", sslRootCert == null ? null : sslRootCert.toString());
        put(properties, SCHEMA, first(schema, properties.get(SCHEMA), environment.get("NVENT_SCHEMA")));
        put(properties, PREFIX, first(prefix, properties.get(PREFIX), environment.get("NVENT_PREFIX")));
        put(properties, source + ".password", password(properties, source, nvent));
        return properties;
    }

    private Map<String, String> readFile() {
        var properties = new Properties();
        if (config != null) {
            try (Reader reader = Files.newBufferedReader(config)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw CliException.usage("--config: cannot read the properties file " + config);
            }
        }
        var map = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    /** Selects the source of the connection properties, and returns their common name. Sources are not combined. */
    private String source(Map<String, String> properties, Map<String, String> environment) {
        boolean parts = host != null || port != null || database != null;
        if (url != null || parts) {
            if (url != null && parts) {
                throw CliException.usage("--url cannot be combined with --host, --port or --database");
            }
            if (url != null && PASSWORD_IN_URL.matcher(url).find()) {
                throw CliException.usage(
                        "--url must not contain a password, because other users of this machine can see it: "
                                + "use PGPASSWORD, NVENT_DATABASE_URL, ~/.pgpass, a --config file or the --password prompt");
            }
            properties.keySet().removeIf(name -> isBelow(CONNECTION, name) || isBelow(SHARED_CONNECTION, name));
            put(properties, CONNECTION, url);
            put(properties, CONNECTION + ".host", host);
            put(properties, CONNECTION + ".port", port == null ? null : port.toString());
            put(properties, CONNECTION + ".database", database);
            return CONNECTION;
        }
        Optional<String> configured = Stream.of(CONNECTION, SHARED_CONNECTION)
                .filter(source -> properties.keySet().stream().anyMatch(name -> isBelow(source, name)))
                .findFirst();
        return configured.orElseGet(() -> {
            String fromEnvironment = first(environment.get("NVENT_DATABASE_URL"), environment.get("DATABASE_URL"));
            if (fromEnvironment == null) {
                throw CliException.usage(
                        "no database specified: use --url, --host, --port and --database, a --config file, or "
                                + "the environment variables NVENT_DATABASE_URL or DATABASE_URL");
            }
            properties.put(CONNECTION, fromEnvironment);
            return CONNECTION;
        });
    }

    private String password(Map<String, String> properties, String source, NventCommand nvent) {
        if (askPassword) {
            String answer = nvent.terminal().isInteractive() ? nvent.terminal().promptPassword("Password: ") : null;
            if (answer == null || answer.isEmpty()) {
                throw CliException.usage("--password: no terminal for the prompt, or empty input");
            }
            return answer;
        }
        String inUrl = properties.get(source);
        boolean configured = properties.containsKey(source + ".password")
                || inUrl != null && PASSWORD_IN_URL.matcher(inUrl).find();
        return configured ? null : nvent.environment().get("PGPASSWORD");
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
