package dev.nvent.store.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The text of one statement, or of several in a row, as the driver takes it.
 *
 * @param sql with a question mark for each bind value
 * @param parameters the source of the value of each question mark, in order
 */
record RenderedText(String sql, List<Parameter> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(":" + Binder.PARAMETER + "(\\d+)");

    /**
     * The source of a bind value.
     *
     * @param statement the place of its statement among those that are sent together
     * @param type the Java type of its column
     * @param value takes the value from the argument of that statement
     */
    record Parameter(int statement, Class<?> type, Function<Object, ?> value) {}

    /**
     * Puts question marks in place of named parameters.
     *
     * @param sources by the numbers in the names
     */
    static RenderedText of(String named, List<Parameter> sources) {
        var parameters = new ArrayList<Parameter>();
        String sql = PARAMETER.matcher(named).replaceAll(match -> {
            parameters.add(sources.get(Integer.parseInt(match.group(1))));
            return "?";
        });
        return new RenderedText(sql, List.copyOf(parameters));
    }
}
