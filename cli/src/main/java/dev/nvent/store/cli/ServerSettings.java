package dev.nvent.store.cli;

import dev.nvent.store.cli.PgCatalog.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jooq.DSLContext;

/** The server's settings. A role without rights does not see all of them. */
final class ServerSettings {

    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "kB", 1L << 10, "8kB", 8L << 10, "MB", 1L << 20, "GB", 1L << 30);

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();

    static ServerSettings read(DSLContext dsl) {
        var settings = new ServerSettings();
        dsl.select(Settings.NAME, Settings.VALUE, Settings.UNIT)
                .from(Settings.TABLE)
                .forEach(row -> {
                    settings.values.put(row.value1(), row.value2());
                    settings.units.put(row.value1(), row.value3());
                });
        return settings;
    }

    /** As text; empty where it cannot be seen. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isOn(String name) {
        return text(name).equals("on");
    }

    /** In bytes, where it has such a unit. */
    OptionalDouble number(String name) {
        if (!values.containsKey(name)) {
            return OptionalDouble.empty();
        }
        long unit = UNITS.getOrDefault(String.valueOf(units.get(name)), 1L);
        return OptionalDouble.of(Double.parseDouble(text(name)) * unit);
    }

    /** As a person reads it. */
    String show(String name) {
        String unit = units.get(name);
        return unit != null && UNITS.containsKey(unit)
                ? Shown.bytes((long) number(name).orElse(0))
                : text(name) + (unit == null ? "" : " " + unit);
    }
}
