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
        out.println(sentence.formatted(parts));
    }

    void table(String title, Result<?> rows) {
        out.println();
        out.println(title);
        out.println(
                rows.isEmpty()
                        ? "  none"
                        : rows.format(TABLE).stripTrailing().indent(1).stripTrailing());
    }

    /** A whole number with separators. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
