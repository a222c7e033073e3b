package dev.nvent.store.it;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of writes that were to be handled.
 *
 * @param exactlyOnce whether no write may have two effects
 * @param acknowledged the writes whose callers got an answer
 * @param stored all that is to be handled, by key and in order
 * @param effects of the handlers, by key and in order
 * @param calls of the handlers
 */
record ConsumerOutcome(
        String handlers,
        boolean exactlyOnce,
        Set<Long> acknowledged,
        Map<String, List<Long>> stored,
        Map<String, List<Long>> effects,
        HandledNumbers calls) {

    /** How many writes have no effect. */
    long lost() {
        var expected = new HashSet<>(acknowledged);
        stored.values().forEach(expected::addAll);
        effects.values().forEach(expected::removeAll);
        return expected.size();
    }

    /** How many writes have more than one effect. */
    long doubled() {
        return effects.values().stream()
                .mapToLong(numbers -> numbers.size() - new HashSet<>(numbers).size())
                .sum();
    }

    /** Effects of writes that are not stored. */
    Set<Long> ofNothing() {
        var unknown = new HashSet<Long>();
        stored.forEach((key, numbers) -> {
            unknown.addAll(effects.getOrDefault(key, List.of()));
            numbers.forEach(unknown::remove);
        });
        return unknown;
    }

    /** In how many keys the first effects of the writes are not in their order. */
    long keysOutOfOrder() {
        return stored.entrySet().stream()
                .filter(key -> {
                    List<Long> first = firstEffects(key.getKey(), Set.copyOf(key.getValue()));
                    return !first.equals(key.getValue().stream()
                            .filter(Set.copyOf(first)::contains)
                            .toList());
                })
                .count();
    }

    private List<Long> firstEffects(String key, Set<Long> of) {
        return effects.getOrDefault(key, List.of()).stream()
                .filter(of::contains)
                .distinct()
                .toList();
    }

    /**
     * The cells of a table.
     *
     * @param firstWriteNanos from the fault to the first acknowledged write
     */
    String row(String fault, long firstWriteNanos) {
        var handled = new HashSet<Long>();
        effects.values().forEach(handled::addAll);
        handled.removeAll(ofNothing());
        return "| %s | %s | %,d | %,d | %d | %,d | %s | %s | %s | %s |"
                .formatted(
                        fault,
                        handlers,
                        acknowledged.size(),
                        handled.size(),
                        lost(),
                        doubled(),
                        stored.isEmpty() ? "–" : keysOutOfOrder(),
                        FaultReport.seconds(calls.longestPauseNanos()),
                        FaultReport.seconds(firstWriteNanos),
                        FaultReport.seconds(calls.firstSinceNanos()));
    }
}
