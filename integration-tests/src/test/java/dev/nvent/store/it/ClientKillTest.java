package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.field.FlowFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexEntry;
import dev.nvent.store.jooq.Tables;
import dev.nvent.store.jooq.tables.records.FlowsRecord;
import dev.nvent.store.stream.Event;
import dev.nvent.store.stream.EventQuery;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client killed by SIGKILL while it writes: acknowledged writes are stored and no transition is applied in part. */
@Timeout(120)
@Tag("slow")
class ClientKillTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @ParameterizedTest(name = "group commit: {0}")
    @ValueSource(booleans = {true, false})
    void acknowledged_writes_survive_and_transitions_are_atomic(boolean groupCommit) throws Exception {
        String name = "killed-" + groupCommit;
        STORE.store().flows().add(name, 1, Patch.empty());
        Process process = JavaProcess.start(
                WriterProcess.class,
                TestPostgres.url() + "&ApplicationName=" + name,
                STORE.schema(),
                String.valueOf(groupCommit),
                name);

        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == 3_000) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        waitForSessionsOf(name);

        assertThat(lines).hasSizeGreaterThanOrEqualTo(3_000);
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.endsWith(WriterProcess.END));
        IndexEntry<FlowsRecord> flow = STORE.store().flows().get(name).orElseThrow();
        assertThat(STORE.store().stream(WriterProcess.STREAM).stream(EventQuery.all())
                        .map(Event::id))
                .containsAll(acknowledged(lines, WriterProcess.APPENDED).stream()
                        .map(Long::valueOf)
                        .toList());
        int counted = acknowledged(lines, WriterProcess.COUNTED).size();
        assertThat(flow.get(FlowFields.STATS_TOTAL)).isBetween(counted, counted + WriterProcess.CALLERS);
        List<String> steps = STORE.store()
                .reports()
                .dsl()
                .select(Tables.KV.KEY)
                .from(Tables.KV)
                .where(Tables.KV.KEY.startsWith(name))
                .fetch(Tables.KV.KEY);
        assertThat(steps)
                .containsAll(acknowledged(lines, WriterProcess.STEPPED))
                .hasSize(flow.get(FlowFields.STATS_SUCCESS))
                .allSatisfy(step -> assertThat(
                                STORE.store().flowRunEvents(step).read().events())
                        .hasSize(1));
    }

    private static List<String> acknowledged(List<String> lines, String what) {
        return lines.stream()
                .filter(line -> line.startsWith(what) && line.endsWith(WriterProcess.END))
                .map(line -> line.substring(what.length(), line.length() - WriterProcess.END.length()))
                .toList();
    }

    /** The sessions of the killed process may still complete their last commits. */
    private static void waitForSessionsOf(String name) throws InterruptedException {
        while (!TestPostgres.strings("SELECT pid::text FROM pg_stat_activity WHERE application_name = '" + name + "'")
                .isEmpty()) {
            Thread.sleep(10);
        }
    }
}
