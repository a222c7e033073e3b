package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.NVENT_EVENT_HORIZON;
import static org.jooq.impl.DSL.selectFrom;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.subscription.Horizon.Observation;
import dev.nvent.store.internal.subscription.Horizon.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jooq.impl.SQLDataType;

/** The statement that observes the horizons of stream tables. */
final class HorizonStatements {

    private static final Template<Request, Map<String, Answered>> OBSERVE = Template.of(
            bind -> selectFrom(NVENT_EVENT_HORIZON(
                    bind.value(SQLDataType.CLOB, Request::tablePrefix),
                    bind.value(
                            SQLDataType.CLOB.getArrayDataType(),
                            request -> request.settled().keySet().toArray(String[]::new)),
                    bind.value(
                            SQLDataType.BIGINT.getArrayDataType(),
                            request -> request.settled().values().toArray(Long[]::new)))),
            Answer.allRows(HorizonStatements::answers));

    private HorizonStatements() {}

    private record Request(String tablePrefix, SortedMap<String, Long> settled) {}

    /**
     * The answer for one table.
     *
     * @param problem why the table cannot be followed; empty if it can
     */
    record Answered(Observation observation, String problem) {}

    /** Observes tables, given by their names without a prefix, each with the id up to which it is known to have settled. */
    static Statement<?, Map<String, Answered>> observe(String tablePrefix, SortedMap<String, Long> settled) {
        return OBSERVE.with(new Request(tablePrefix, settled));
    }

    private static Map<String, Answered> answers(ResultSet rows) throws SQLException {
        var answers = new LinkedHashMap<String, Answered>();
        while (rows.next()) {
            String stream = rows.getString(1);
            long lastId = rows.getLong(2);
            String server = rows.getString(3);
            String problem = rows.getString(4);
            Answered answered = answers.computeIfAbsent(
                    stream,
                    any -> new Answered(
                            new Observation(lastId, server, new ArrayList<>()), problem == null ? "" : problem));
            String writer = rows.getString(5);
            if (writer != null) {
                answered.observation().writers().add(new Writer(writer, rows.getBoolean(6)));
            }
        }
        return answers;
    }
}
