package dev.nvent.store.demo;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/** Records the duration of each statement by kind. Thread-safe. */
final class StatementTimer implements QueryExecutionListener {

    private final Map<StatementKind, Queue<Long>> nanos = new ConcurrentHashMap<>();

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        queries.forEach(query -> nanos.computeIfAbsent(
                        StatementKind.of(query.getQuery()), kind -> new ConcurrentLinkedQueue<>())
                .add(execution.getElapsedTime()));
    }

    /** Discards the recorded durations. */
    void clear() {
        nanos.clear();
    }

    /** Returns the durations recorded so far. */
    SortedMap<StatementKind, DurationStatistics> byKind() {
        var durations = new TreeMap<StatementKind, DurationStatistics>();
        nanos.forEach((kind, queue) -> durations.put(kind, DurationStatistics.of(queue.stream())));
        return durations;
    }
}
