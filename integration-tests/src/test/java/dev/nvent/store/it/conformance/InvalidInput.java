package dev.nvent.store.it.conformance;

import dev.nvent.store.NventStore;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A call that must be rejected.
 *
 * @param name what is wrong with it
 * @param where the path that the error must name
 * @param call the call
 */
record InvalidInput(String name, String where, Consumer<NventStore> call) {

    /** A value that no error message may contain. */
    static final String SECRET = "s3cret-marker";

    @Override
    public String toString() {
        return name;
    }

    /**
     * A value that cannot be represented in JSON or stored by PostgreSQL.
     *
     * @param name what is wrong with it
     * @param path the path of the invalid part within the value
     */
    record Value(String name, Object value, String path) {

        /** Every invalid value, alone and nested in a map and a list. */
        static Stream<Value> everywhere() {
            return all().flatMap(invalid -> Stream.of(
                    invalid,
                    new Value(
                            invalid.name + ", in a map",
                            NestedMaps.map("k", NestedMaps.map("l", invalid.value)),
                            ".k.l" + invalid.path),
                    new Value(invalid.name + ", in a list", Arrays.asList(1, invalid.value), "[1]" + invalid.path)));
        }

        static Stream<Value> all() {
            return Stream.concat(scalars(), trees());
        }

        static Stream<Value> scalars() {
            return Stream.of(
                    new Value("a NUL character", SECRET + "\u0000", ""),
                    new Value("a lone high surrogate", SECRET + "\uD83D", ""),
                    new Value("a lone low surrogate", "\uDE00" + SECRET, ""),
                    new Value("surrogates the wrong way round", "\uDE00\uD83D" + SECRET, ""),
                    new Value("NaN", Double.NaN, ""),
                    new Value("infinity", Double.POSITIVE_INFINITY, ""),
                    new Value("negative infinity", Float.NEGATIVE_INFINITY, ""),
                    new Value("a huge exponent", new BigDecimal("1E+100000"), ""),
                    new Value("a tiny exponent", new BigDecimal("1E-100000"), ""),
                    new Value("the hugest exponent", BigDecimal.valueOf(1, Integer.MIN_VALUE), ""),
                    new Value("the tiniest exponent", BigDecimal.valueOf(1, Integer.MAX_VALUE), ""),
                    new Value("too many digits", BigInteger.ONE.shiftLeft(500_000), ""),
                    new Value(
                            "too many digits with its exponent",
                            new BigDecimal(BigInteger.ONE.shiftLeft(400_000), -16_000),
                            ""),
                    new Value("an unknown type", new Object(), ""),
                    new Value("NaN in a tree of Jackson's", JsonNodeFactory.instance.numberNode(Double.NaN), ""),
                    new Value("an object in a tree of Jackson's", JsonNodeFactory.instance.pojoNode(new Object()), ""));
        }

        private static Stream<Value> trees() {
            var cyclicMap = new HashMap<String, Object>();
            cyclicMap.put("self", cyclicMap);
            var cyclicList = new ArrayList<Object>();
            cyclicList.add(cyclicList);
            return Stream.of(
                    new Value("a map that contains itself", cyclicMap, ""),
                    new Value("a list that contains itself", cyclicList, ""),
                    new Value("a record that contains itself", new Holder(cyclicMap), ""),
                    new Value("a record with NaN", new Holder(Double.NaN), ".value"),
                    new Value("a record with a NUL character", new Holder(SECRET + "\u0000"), ".value"),
                    new Value("nesting without end", nested(5_000), ""),
                    new Value("a key with a NUL character", Map.of("a\u0000", 1), ""),
                    new Value("a key with a lone surrogate", Map.of("\uD83D", 1), ""),
                    new Value("a key that is null", NestedMaps.map(null, 1), ""),
                    new Value("an array with NaN", new double[] {1, Double.NaN}, "[1]"));
        }

        private static Object nested(int depth) {
            Object value = 1;
            for (int i = 0; i < depth; i++) {
                value = List.of(value);
            }
            return value;
        }
    }

    record Holder(Object value) {}
}
