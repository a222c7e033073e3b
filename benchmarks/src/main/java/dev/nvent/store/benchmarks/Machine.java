package dev.nvent.store.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Constants;
import org.postgresql.util.DriverInfo;

/** What the figures depend on. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe(BenchDatabase database) {
        var machine = new LinkedHashMap<String, String>();
        machine.put("Processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
        machine.put("Memory", memory());
        machine.put("System", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        machine.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        machine.put("jOOQ", Constants.FULL_VERSION);
        machine.put("JDBC driver", DriverInfo.DRIVER_VERSION);
        machine.put("Pool", BenchDatabase.CONNECTIONS + " connections, shared by all sides");
        settings(database).forEach(setting -> machine.put(setting[0], setting[1]));
        return machine;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.round(system.getTotalMemorySize() / (double) (1 << 30)) + " GiB";
    }

    private static List<String[]> settings(BenchDatabase database) {
        try {
            return database.jdbc().fetchAll(Scripts.read("settings.sql"), statement -> {}, row ->
                    new String[] {row.getString(1), row.getString(2)});
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
