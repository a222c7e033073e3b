package dev.nvent.store.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of one statement, or of several in a row, as the driver takes it.
 *
 * @param sql with a question mark for each bind value
 * @param parameters where the value of each question mark comes from, in order
 */
record RenderedText(String sql, List<BindSource> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":" + Binder.PARAMETER + "(\\d+)");

    /**
     * Puts question marks in place of named parameters.
     *
     * @param sources by the numbers in the names
     */
    static RenderedText of(String named, List<BindSource> sources) {
        var parameters = new ArrayList<BindSource>();
        String sql = PARAMETER.matcher(named).replaceAll(match -> {
            parameters.add(sources.get(Integer.parseInt(match.group(1))));
            return "?";
        });
        return new RenderedText(sql, List.copyOf(parameters));
    }
}
