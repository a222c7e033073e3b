package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.postgresql.PGProperty;

/**
 * The servers that a connection may go to, in the order in which they are tried.
 *
 * @param hosts names, or addresses, of which those of IPv6 have brackets
 * @param ports one for each host
 */
record Servers(List<String> hosts, List<String> ports) {

    private static final String DEFAULT_HOST = "localhost";
    private static final String DEFAULT_PORT = "5432";
    private static final int MAX_PORT = 65_535;
    private static final Pattern HOST = Pattern.compile("\\[[0-9A-Za-z:.%]+]|[\\p{L}\\p{N}._-]+");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /**
     * The servers of lists that are separated by commas.
     *
     * @param ports one for each host, one for all, or empty for the default
     * @param where the argument with the hosts
     */
    static Servers of(String hosts, String ports, String where) {
        List<String> names = list(hosts).stream().map(host -> host(host, where)).toList();
        List<String> numbers = list(ports).stream().map(Servers::port).toList();
        if (numbers.size() != 1 && numbers.size() != names.size()) {
            throw new InvalidInputException(
                    where, "one port, or one for each host", numbers.size() + " ports for " + names.size() + " hosts");
        }
        return new Servers(
                names,
                IntStream.range(0, names.size())
                        .mapToObj(i -> numbers.get(numbers.size() == 1 ? 0 : i))
                        .toList());
    }

    /** Sets them as the driver's properties. */
    void addTo(Properties properties) {
        properties.setProperty(PGProperty.PG_HOST.getName(), String.join(",", hosts));
        properties.setProperty(PGProperty.PG_PORT.getName(), String.join(",", ports));
    }

    private static List<String> list(String values) {
        return Arrays.asList(values.split(",", -1));
    }

    private static String host(String host, String where) {
        if (host.isEmpty()) {
            return DEFAULT_HOST;
        }
        if (host.startsWith("/") || host.startsWith("@")) {
            throw new InvalidInputException(
                    where,
                    "the name or the address of a host",
                    "a Unix-domain socket, which the JDBC driver does not support; use a TCP host such as localhost");
        }
        if (!HOST.matcher(host).matches()) {
            throw new InvalidInputException(
                    where, "the name or the address of a host", "other characters; " + ConnectionUrl.ENCODE);
        }
        return host;
    }

    private static String port(String port) {
        if (port.isEmpty()) {
            return DEFAULT_PORT;
        }
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) < 1 || Integer.parseInt(port) > MAX_PORT) {
            throw new InvalidInputException("url", "a port from 1 to 65,535", "another; " + ConnectionUrl.ENCODE);
        }
        return port;
    }
}
