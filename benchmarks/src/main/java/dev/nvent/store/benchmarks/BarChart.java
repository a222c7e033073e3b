package dev.nvent.store.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Bars beside names, as SVG.
 *
 * @param title what the bars show
 * @param series the name of each bar of a group
 * @param reference where a line is drawn, at what everything is measured against
 */
record BarChart(String title, List<String> series, double reference, List<Group> groups) {

    private static final List<String> COLOURS = List.of("#2f6f9f", "#d08a2e", "#8a8a8a", "#6b9e5b");
    private static final int NAMES = 190;
    private static final int BARS = 430;
    private static final int BAR = 15;

    /**
     * Some bars with one name.
     *
     * @param values one for each series; not a number where there is none
     */
    record Group(String name, List<Double> values) {}

    String svg() {
        var svg = new ArrayList<String>();
        int y = 56;
        for (Group group : groups) {
            y = draw(group, y, svg);
        }
        double x = NAMES + width(reference);
        svg.add(format("<line x1='%.1f' y1='50' x2='%.1f' y2='%d' stroke='#333' stroke-dasharray='3 3'/>", x, x, y));
        svg.add(format("<text x='8' y='20' font-size='15' font-weight='bold'>%s</text>", title));
        for (int i = 0; i < series.size(); i++) {
            svg.add(format("<rect x='%d' y='32' width='10' height='10' fill='%s'/>", 8 + i * 130, COLOURS.get(i)));
            svg.add(format("<text x='%d' y='41'>%s</text>", 23 + i * 130, series.get(i)));
        }
        return format(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n%s%n</svg>%n",
                NAMES + BARS + 70, y + 10, String.join(System.lineSeparator(), svg));
    }

    private int draw(Group group, int top, List<String> svg) {
        int y = top;
        for (int i = 0; i < group.values().size(); i++) {
            double value = group.values().get(i);
            if (!Double.isNaN(value)) {
                svg.add(format(
                        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
                        NAMES, y, width(value), BAR - 2, COLOURS.get(i)));
                svg.add(format("<text x='%.1f' y='%d'>%s</text>", NAMES + width(value) + 4, y + 11, shown(value)));
                y += BAR;
            }
        }
        svg.add(format("<text x='%d' y='%d' text-anchor='end'>%s</text>", NAMES - 8, (top + y) / 2 + 3, group.name()));
        return y + 8;
    }

    private double width(double value) {
        double widest = groups.stream()
                .flatMap(group -> group.values().stream())
                .filter(each -> !Double.isNaN(each))
                .mapToDouble(each -> each)
                .max()
                .orElse(1);
        return BARS * value / Math.max(widest, reference);
    }

    private static String shown(double value) {
        return value < 100 ? format("%.2f", value) : format("%,.0f", value);
    }

    private static String format(String form, Object... parts) {
        return String.format(Locale.ROOT, form, parts);
    }
}
