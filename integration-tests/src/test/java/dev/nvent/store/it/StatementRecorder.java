package dev.nvent.store.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/** Records each statement that is sent, with its bind values. */
final class StatementRecorder implements QueryExecutionListener {

    private final List<QueryInfo> sent = Collections.synchronizedList(new ArrayList<>());

    private final Set<String> texts = ConcurrentHashMap.newKeySet();

    /** The texts of all statements so far. */
    Set<String> texts() {
        return texts;
    }

    /** The statements that {@code work} sends. */
    List<QueryInfo> during(Runnable work) {
        sent.clear();
        work.run();
        return List.copyOf(sent);
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        sent.addAll(queries);
        queries.forEach(query -> texts.add(query.getQuery()));
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
