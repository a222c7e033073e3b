package dev.nvent.store.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.jooq.Result;
import org.jooq.TXTFormat;

/** Prints text and tables. */
record TextOutput(PrintStream out) {

    private static final TXTFormat TABLE = TXTFormat.DEFAULT
            .horizontalTableBorder(false)
            .verticalTableBorder(false)
            .verticalCellBorder(false)
            .intersectLines(false);

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    void table(String title, Result<?> rows) {
        out.println();
        out.println(title);
        out.println(rows.isEmpty() ? "  none" : text(rows).indent(1).stripTrailing());
    }

    /** Shows null as a dash, padded to the width of jOOQ's placeholder. */
    private static String text(Result<?> rows) {
        return rows.format(TABLE).replace("{null}", "     -");
    }

    /** Formats an integer with thousands separators. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
