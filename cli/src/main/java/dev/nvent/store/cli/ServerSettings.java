package dev.nvent.store.cli;

import dev.nvent.store.cli.PgCatalog.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jooq.DSLContext;

/** The server's settings, as far as the role may see them. */
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

    /** The value as text; empty if the role cannot see the setting. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean isOn(String name) {
        return text(name).equals("on");
    }

    /** The value as a number, in bytes if the setting is a size. */
    OptionalDouble number(String name) {
        if (!values.containsKey(name)) {
            return OptionalDouble.empty();
        }
        long unit = UNITS.getOrDefault(String.valueOf(units.get(name)), 1L);
        return OptionalDouble.of(Double.parseDouble(text(name)) * unit);
    }

    /** The value in human-readable form. */
    String display(String name) {
        String unit = units.get(name);
        return unit != null && UNITS.containsKey(unit)
                ? Formats.bytes((long) number(name).orElse(0))
                : text(name) + (unit == null ? "" : " " + unit);
    }
}
