package dev.nvent.store.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Human-readable formats of values. Control characters in stored data are escaped, so that it cannot control the terminal. */
final class Formats {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
    private static final int UNIT_FACTOR = 1024;

    private Formats() {}

    /** Escapes control characters, line breaks included. */
    static String escape(String text) {
        return escape(text, false);
    }

    /** Escapes control characters except line breaks. */
    static String escapeLines(String text) {
        return escape(text, true);
    }

    /** Shortens text to at most {@code length} characters, the last of which is an ellipsis. */
    static String truncate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun, for example {@code 1 key} and {@code 2 keys}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= UNIT_FACTOR && unit < UNITS.length - 1) {
            size /= UNIT_FACTOR;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || size >= 10 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }

    /** A duration in ms, s, min or h, depending on its size. */
    static String millis(double millis) {
        if (millis < 1_000) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        double seconds = millis / 1_000;
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return seconds < 7_200
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ');
    }

    private static String escape(String text, boolean keepLineBreaks) {
        var escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' && keepLineBreaks) {
                escaped.append('\n');
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
