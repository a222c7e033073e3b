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

/** How long each statement took, by kind. Thread-safe. */
final class StatementTimes implements QueryExecutionListener {

    private final Map<StatementKind, Queue<Long>> nanos = new ConcurrentHashMap<>();

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        queries.forEach(query -> nanos.computeIfAbsent(
                        StatementKind.of(query.getQuery()), kind -> new ConcurrentLinkedQueue<>())
                .add(execution.getElapsedTime()));
    }

    /** Forgets what was. */
    void clear() {
        nanos.clear();
    }

    /** Each kind with its times, so far. */
    SortedMap<StatementKind, Times> byKind() {
        var times = new TreeMap<StatementKind, Times>();
        nanos.forEach((kind, queue) -> times.put(kind, Times.of(queue.stream())));
        return times;
    }
}
