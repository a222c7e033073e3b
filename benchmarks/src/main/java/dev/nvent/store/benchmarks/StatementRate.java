package dev.nvent.store.benchmarks;

/**
 * How many statements a store sends while it is not called.
 *
 * @param state what the store runs
 * @param perSecond statements per second
 * @param bound the upper bound
 */
public record StatementRate(String workload, String state, double perSecond, double bound) {

    boolean met() {
        return perSecond <= bound;
    }
}
