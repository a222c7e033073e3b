package dev.nvent.store.it.conformance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Canonical form of JSON values for comparing input with output: all numbers as BigDecimal. */
final class CanonicalJson {

    private CanonicalJson() {}

    static Object of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case Number number -> number(number);
            case null -> null;
            default -> value;
        };
    }

    static Map<String, Object> map(Map<?, ?> map) {
        var plain = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> plain.put((String) key, of(value)));
        return plain;
    }

    private static List<Object> list(List<?> list) {
        var plain = new ArrayList<Object>();
        list.forEach(value -> plain.add(of(value)));
        return plain;
    }

    /** PostgreSQL keeps trailing zeros of fractions (1.10) and expands exponents. */
    private static BigDecimal number(Number number) {
        BigDecimal decimal = switch (number) {
            case BigDecimal exact -> exact;
            case BigInteger big -> new BigDecimal(big);
            default -> new BigDecimal(number.toString());
        };
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }
}
