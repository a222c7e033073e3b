package dev.nvent.store;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The properties below one name. Remembers which were asked for, so that a misspelled one does not go unnoticed. */
final class PropertySource {

    private final String name;
    private final Map<String, String> properties;
    private final Set<String> known = new HashSet<>();

    PropertySource(String name, Map<String, String> properties) {
        this.name = name;
        this.properties = properties;
    }

    /** Whether the name itself, or anything below it, is there. */
    boolean isPresent() {
        return properties.keySet().stream().anyMatch(this::isBelow);
    }

    /** The property of exactly this name. */
    Optional<String> value() {
        return get(name, Function.identity());
    }

    Optional<String> text(String part) {
        return get(name + "." + part, Function.identity());
    }

    Optional<Boolean> flag(String part) {
        return get(name + "." + part, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidInputException(name + "." + part, "true or false", "other text");
        });
    }

    Optional<Integer> number(String part) {
        return get(name + "." + part, text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new InvalidInputException(name + "." + part, "a whole number", "other text");
            }
        });
    }

    Optional<Duration> millis(String part) {
        return number(part).map(Duration::ofMillis);
    }

    /** Rejects properties that were not asked for, such as a misspelled name or a host in addition to a URL. */
    void refuseUnknown(PropertySource... others) {
        for (String property : properties.keySet()) {
            boolean isOthers = Arrays.stream(others).anyMatch(other -> other.isBelow(property));
            if (isBelow(property) && !isOthers && !known.contains(property)) {
                throw InvalidInputException.of(
                        property, "a known property", "an unknown one", "unknown property " + property);
            }
        }
    }

    private <T> Optional<T> get(String property, Function<String, T> parse) {
        known.add(property);
        return Optional.ofNullable(properties.get(property)).map(parse);
    }

    private boolean isBelow(String property) {
        return property.equals(name) || property.startsWith(name + ".");
    }
}
