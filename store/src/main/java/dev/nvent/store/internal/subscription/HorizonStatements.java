package dev.nvent.store.internal.subscription;

import static dev.nvent.store.jooq.Tables.NVENT_EVENT_HORIZON;
import static dev.nvent.store.jooq.Tables.NVENT_EVENT_WRITERS;
import static org.jooq.impl.DSL.selectFrom;

import dev.nvent.store.internal.sql.Answer;
import dev.nvent.store.internal.sql.Statement;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.internal.subscription.Horizon.Observation;
import dev.nvent.store.internal.subscription.Horizon.Writer;
import dev.nvent.store.subscription.SubscriptionStatus.OpenWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jooq.impl.SQLDataType;

/** The statements that observe the horizons of stream tables. */
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

    private static final Template<Writers, List<OpenWriter>> WRITERS = Template.of(
            bind -> selectFrom(NVENT_EVENT_WRITERS(
                    bind.value(SQLDataType.CLOB, Writers::tablePrefix), bind.value(SQLDataType.CLOB, Writers::stream))),
            Answer.rows(HorizonStatements::writer));

    private HorizonStatements() {}

    private record Request(String tablePrefix, SortedMap<String, Long> settled) {}

    private record Writers(String tablePrefix, String stream) {}

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

    /** Open transactions that have written to a table. */
    static Statement<?, List<OpenWriter>> writers(String tablePrefix, String stream) {
        return WRITERS.with(new Writers(tablePrefix, stream));
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

    private static OpenWriter writer(ResultSet row) throws SQLException {
        int pid = row.getInt(1);
        Optional<Integer> process = row.wasNull() ? Optional.empty() : Optional.of(pid);
        Optional<String> name = Optional.ofNullable(row.getString(2));
        long millis = row.getLong(3);
        return new OpenWriter(process, name, row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis)));
    }
}
