package dev.nvent.store.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.jooq.Result;
import org.jooq.TXTFormat;

/** Text for a reader: titles, sentences, and tables with numbers to the right. */
record Screen(PrintStream out) {

    private static final TXTFormat TABLE = TXTFormat.DEFAULT
            .horizontalTableBorder(false)
            .verticalTableBorder(false)
            .verticalCellBorder(false)
            .intersectLines(false);

    void say(String sentence, Object... parts) {
        out.println(String.format(Locale.ROOT, sentence, parts));
    }

    void table(String title, Result<?> rows) {
        out.println();
        out.println(title);
        out.println(rows.isEmpty() ? "  none" : text(rows).indent(1).stripTrailing());
    }

    /** Nothing is a dash, as wide as what jOOQ writes for it. */
    private static String text(Result<?> rows) {
        return rows.format(TABLE).replace("{null}", "     -");
    }

    /** A whole number with separators. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
