package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.stream.NewEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bad input there is: an error that names it, before any statement is sent, and a store that goes on. */
@Tag("slow")
class BadInputTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    private static List<String> rows;

    @BeforeAll
    static void fill() {
        NventStore store = STORE.store();
        for (StreamKind kind : StreamKind.values()) {
            store.stream(kind.subject("s")).append(NewEvent.of("t").withFlowName("f"));
        }
        for (IndexKind kind : IndexKind.values()) {
            store.index(kind.subject("s")).add("id", 1, kind.everyField());
        }
        store.kv().set("key", "value");
        rows = rows();
    }

    static Stream<BadInput> subjects() {
        return BadSubjects.all();
    }

    static Stream<BadInput> events() {
        return BadEvents.all();
    }

    static Stream<BadInput> metadata() {
        return BadMetadata.all();
    }

    static Stream<BadInput> entries() {
        return BadEntries.all();
    }

    static Stream<BadInput> keys() {
        return BadKeys.all();
    }

    @ParameterizedTest
    @MethodSource({"subjects", "events", "metadata", "entries", "keys"})
    void it_is_refused_and_nothing_is_sent(BadInput bad) {
        List<String> sent = STORE.statementsOf(() -> assertThatExceptionOfType(InvalidInputException.class)
                .as(bad.name())
                .isThrownBy(() -> bad.call().accept(STORE.store()))
                .satisfies(e -> assertThat(e.where()).contains(bad.where()))
                .satisfies(e -> assertThat(e.expected()).isNotBlank())
                .satisfies(e -> assertThat(e.actual()).isNotBlank())
                .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain(BadInput.SECRET)));

        assertThat(sent).as(bad.name()).isEmpty();
        assertThat(rows()).isEqualTo(rows);
    }

    /** Every row of every table. */
    private static List<String> rows() {
        String tables = Stream.of(
                        "flow_events",
                        "trigger_events",
                        "stream",
                        "flow_runs",
                        "flows",
                        "triggers",
                        "scheduler_jobs",
                        "index_entries",
                        "kv")
                .map(table ->
                        "SELECT '" + table + ": ' || coalesce(string_agg(t::text, ';' ORDER BY t::text), '') FROM "
                                + STORE.schema() + ".nvent_" + table + " t")
                .collect(Collectors.joining(" UNION ALL "));
        return STORE.store().reports().dsl().fetch(tables).getValues(0, String.class);
    }

    private static String stackTraceOf(Throwable e) {
        var text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Everything that takes a value of JSON refuses one that is none. */
    static Stream<BadInput> withBadValue(
            String name, String where, java.util.function.BiConsumer<NventStore, Object> call) {
        return BadInput.Value.everywhere()
                .map(bad -> new BadInput(
                        name + ": " + bad.name(), where + bad.path(), store -> call.accept(store, bad.value())));
    }

    /** As {@link #withBadValue}, for what takes metadata. */
    static Map<String, Object> own(Object value) {
        return Trees.map("own", value);
    }
}
