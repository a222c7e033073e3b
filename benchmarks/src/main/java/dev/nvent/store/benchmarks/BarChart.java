package dev.nvent.store.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A horizontal bar chart with groups of bars, rendered as SVG.
 *
 * @param title the heading
 * @param series the names of the bars in each group
 * @param reference the value at which a reference line is drawn
 */
record BarChart(String title, List<String> series, double reference, List<Group> groups) {

    private static final List<String> COLOURS = List.of("#2f6f9f", "#d08a2e", "#8a8a8a", "#6b9e5b");
    private static final int LABEL_WIDTH = 190;
    private static final int BARS_WIDTH = 430;
    private static final int BAR_HEIGHT = 15;

    /**
     * A labelled group of bars.
     *
     * @param values one value for each series; NaN for no bar
     */
    record Group(String name, List<Double> values) {}

    String svg() {
        var svg = new ArrayList<String>();
        int y = 56;
        for (Group group : groups) {
            y = draw(group, y, svg);
        }
        double x = LABEL_WIDTH + width(reference);
        svg.add(format("<line x1='%.1f' y1='50' x2='%.1f' y2='%d' stroke='#333' stroke-dasharray='3 3'/>", x, x, y));
        svg.add(format("<text x='8' y='20' font-size='15' font-weight='bold'>%s</text>", title));
        for (int i = 0; i < series.size(); i++) {
            svg.add(format("<rect x='%d' y='32' width='10' height='10' fill='%s'/>", 8 + i * 130, COLOURS.get(i)));
            svg.add(format("<text x='%d' y='41'>%s</text>", 23 + i * 130, series.get(i)));
        }
        return format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n%s%n</svg>%n",
                LABEL_WIDTH + BARS_WIDTH + 70, y + 10, String.join(System.lineSeparator(), svg));
    }

    private int draw(Group group, int top, List<String> svg) {
        int y = top;
        for (int i = 0; i < group.values().size(); i++) {
            double value = group.values().get(i);
            if (!Double.isNaN(value)) {
                svg.add(format(
                        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
                        LABEL_WIDTH, y, width(value), BAR_HEIGHT - 2, COLOURS.get(i)));
                svg.add(format(
                        "<text x='%.1f' y='%d'>%s</text>", LABEL_WIDTH + width(value) + 4, y + 11, label(value)));
                y += BAR_HEIGHT;
            }
        }
        svg.add(format(
                "<text x='%d' y='%d' text-anchor='end'>%s</text>", LABEL_WIDTH - 8, (top + y) / 2 + 3, group.name()));
        return y + 8;
    }

    private double width(double value) {
        double largest = groups.stream()
                .flatMap(group -> group.values().stream())
                .filter(each -> !Double.isNaN(each))
                .mapToDouble(each -> each)
                .max()
                .orElse(1);
        return BARS_WIDTH * value / Math.max(largest, reference);
    }

    private static String label(double value) {
        return value < 100 ? format("%.2f", value) : format("%,.0f", value);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
