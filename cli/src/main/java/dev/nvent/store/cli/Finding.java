package dev.nvent.store.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The result of one check of the doctor.
 *
 * @param check the name of the check, stable between versions
 * @param found the observed state
 * @param reason why the finding matters; null if the level is {@link Level#OK}
 * @param fix how to correct it; null if the level is {@link Level#OK}
 */
record Finding(Level level, String check, String found, String reason, String fix) {

    private static final Properties TEXTS = texts();

    /** The severity, in ascending order. */
    enum Level {
        OK,
        WARNING,
        PROBLEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String found) {
        return new Finding(Level.OK, check, found, null, null);
    }

    /** @param details arguments of the format string {@code CHECK.fix} in doctor.properties */
    static Finding warning(String check, String found, Object... details) {
        return of(Level.WARNING, check, found, details);
    }

    static Finding problem(String check, String found, Object... details) {
        return of(Level.PROBLEM, check, found, details);
    }

    static Finding of(Level level, String check, String found, Object... details) {
        return level == Level.OK
                ? ok(check, found)
                : new Finding(
                        level,
                        check,
                        found,
                        text(check + ".reason"),
                        text(check + ".fix").formatted(details));
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("check", check);
        json.put("level", level.toString());
        json.put("found", found);
        json.put("reason", reason);
        json.put("fix", fix);
        return json;
    }

    private static String text(String key) {
        return Objects.requireNonNull(TEXTS.getProperty(key), key);
    }

    private static Properties texts() {
        var texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Finding.class.getResourceAsStream("doctor.properties")),
                StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
