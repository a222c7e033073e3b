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

/** Describes the hardware, software versions and server settings that the measurements depend on. */
final class Environment {

    private Environment() {}

    static Map<String, String> describe(BenchDatabase database) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("Processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
        environment.put("Memory", memory());
        environment.put("System", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        environment.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        environment.put("jOOQ", Constants.FULL_VERSION);
        environment.put("JDBC driver", DriverInfo.DRIVER_VERSION);
        environment.put("Pool", BenchDatabase.CONNECTIONS + " connections, shared by all variants");
        settings(database).forEach(setting -> environment.put(setting[0], setting[1]));
        return environment;
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
            return database.jdbc().fetchAll(Resources.read("settings.sql"), statement -> {}, row ->
                    new String[] {row.getString(1), row.getString(2)});
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
