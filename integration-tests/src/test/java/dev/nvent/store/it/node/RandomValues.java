package dev.nvent.store.it.node;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random JSON values, times, scores and choices, reproducible by a seed. */
final class RandomValues {

    static final List<String> NAMES = List.of("a", "b.c", "", "ü", "'\"\\$1", "__proto__");
    static final List<String> STATES = List.of("running", "awaiting", "completed", "");

    private final Random random;
    private final Set<Integer> usedScores = new HashSet<>();

    RandomValues(long seed) {
        random = new Random(seed);
    }

    /** An integer from 0 to {@code bound - 1}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int integer() {
        return random.nextInt();
    }

    boolean bool() {
        return random.nextBoolean();
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Runs the action with a probability of 40 %. */
    void sometimes(Runnable action) {
        if (random.nextInt(5) < 2) {
            action.run();
        }
    }

    /** A score that was not returned before: the Node adapter returns entries of equal score in any order. */
    int score() {
        int score;
        do {
            score = 1 + random.nextInt(1_000_000_000);
        } while (!usedScores.add(score));
        return score;
    }

    /** A time in one of the accepted formats: milliseconds or ISO-8601 text. */
    Object time() {
        return random.nextBoolean()
                ? 1_600_000_000_000L + random.nextInt()
                : "2024-0%d-1%dT0%1$d:30:00.00%2$d+0%2$d:00".formatted(1 + random.nextInt(9), random.nextInt(9));
    }

    Map<String, Object> numbers(String... names) {
        var numbers = new LinkedHashMap<String, Object>();
        for (String name : names) {
            numbers.put(name, random.nextInt(1_000_000));
        }
        return numbers;
    }

    /** A value that is truthy in JavaScript; its numbers are exact in JavaScript. */
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 4)) {
            case 0 -> 1 + random.nextInt(1_000_000);
            case 1 -> -0.25 - random.nextInt(1_000);
            case 2 -> true;
            case 3 -> "text " + oneOf(NAMES);
            case 4 -> List.of(0, false, "", value(depth - 1));
            default -> object(depth);
        };
    }

    Map<String, Object> object(int depth) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            object.put(oneOf(NAMES), value(depth - 1));
        }
        return object;
    }
}
