package dev.nvent.store.internal.subscription;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The steps that a process takes towards its fair share of the partitions of a subscription: the number of partitions
 * divided by the number of processes, rounded down or up. A process that has less asks one that has more for a partition,
 * which hands it over after its current batch.
 *
 * @param claims partitions to take
 * @param requests partitions to ask for
 * @param handOvers own partitions to give up
 */
record Balance(List<Integer> claims, List<Integer> requests, List<Integer> handOvers) {

    /**
     * For one subscription.
     *
     * @param rows all its partitions
     * @param process this process
     */
    static Balance of(List<PartitionRow> rows, String process) {
        Map<String, Long> owned = new HashMap<>();
        rows.forEach(row -> row.owner().ifPresent(owner -> owned.merge(owner, 1L, Long::sum)));
        Set<String> processes = new HashSet<>(owned.keySet());
        rows.forEach(row -> row.wantedBy().ifPresent(processes::add));
        processes.add(process);
        long least = rows.size() / processes.size();
        long most = (rows.size() + processes.size() - 1) / processes.size();
        long own = owned.getOrDefault(process, 0L);

        List<Integer> claims = numbers(rows.stream().filter(row -> row.isFreeFor(process)), most - own);
        long requested = rows.stream()
                .filter(row -> !row.isOwnedBy(process))
                .filter(row -> row.wantedBy().filter(process::equals).isPresent())
                .filter(row -> row.owner().isPresent())
                .count();
        List<Integer> requests = numbers(
                rows.stream()
                        .filter(row -> row.wantedBy().isEmpty())
                        .filter(row -> row.owner()
                                .filter(owner -> !owner.equals(process) && owned.getOrDefault(owner, 0L) > least)
                                .isPresent())
                        .sorted(Comparator.comparing(
                                row -> -owned.getOrDefault(row.owner().orElseThrow(), 0L))),
                least - own - claims.size() - requested);
        List<Integer> handOvers = numbers(
                rows.stream()
                        .filter(row -> row.isOwnedBy(process))
                        .filter(row -> row.wantedBy()
                                .filter(other -> !other.equals(process))
                                .isPresent()),
                own - least);
        return new Balance(claims, requests, handOvers);
    }

    private static List<Integer> numbers(Stream<PartitionRow> rows, long limit) {
        return rows.map(PartitionRow::number).limit(Math.max(0, limit)).toList();
    }
}
