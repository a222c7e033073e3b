package dev.nvent.store.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;

/** Records each statement that is sent, with its bind values. */
final class StatementRecorder implements QueryExecutionListener {

    private final List<QueryInfo> sent = Collections.synchronizedList(new ArrayList<>());

    /** The statements that {@code work} sends. */
    List<QueryInfo> during(Runnable work) {
        sent.clear();
        work.run();
        return List.copyOf(sent);
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        sent.addAll(queries);
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {}
}
