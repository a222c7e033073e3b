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

/** Invalid input is an error that names the input before any statement is sent; nothing is stored. */
@Tag("slow")
class InvalidInputTest {

    @RegisterExtension
    static final TestStore STORE = TestStore.withCustomers();

    private static List<String> rows;

    @BeforeAll
    static void fill() {
        NventStore store = STORE.store();
        for (StreamKind kind : StreamKind.values()) {
            store.stream(kind.subject("s")).append(NewEvent.of("t").withFlowName("f"));
        }
        for (IndexKind kind : IndexKind.values()) {
            store.index(kind.subject("s")).add("id", 1, kind.allFields());
        }
        store.kv().set("key", "value");
        rows = rows();
    }

    static Stream<InvalidInput> subjects() {
        return InvalidSubjects.all();
    }

    static Stream<InvalidInput> events() {
        return InvalidEvents.all();
    }

    static Stream<InvalidInput> metadata() {
        return InvalidMetadata.all();
    }

    static Stream<InvalidInput> entries() {
        return InvalidEntries.all();
    }

    static Stream<InvalidInput> keys() {
        return InvalidKeys.all();
    }

    static Stream<InvalidInput> transitions() {
        return InvalidTransitions.all();
    }

    @ParameterizedTest
    @MethodSource({"subjects", "events", "metadata", "entries", "keys", "transitions"})
    void invalid_input_is_rejected_before_any_statement_is_sent(InvalidInput invalid) {
        List<String> sent = STORE.statementsOf(() -> assertThatExceptionOfType(InvalidInputException.class)
                .as(invalid.name())
                .isThrownBy(() -> invalid.call().accept(STORE.store()))
                .satisfies(e -> assertThat(e.where()).contains(invalid.where()))
                .satisfies(e -> assertThat(e.expected()).isNotBlank())
                .satisfies(e -> assertThat(e.actual()).isNotBlank())
                .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain(InvalidInput.SECRET)));

        assertThat(sent).as(invalid.name()).isEmpty();
        assertThat(rows()).isEqualTo(rows);
    }

    /** All rows of all tables. */
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
                        "customers",
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

    /** One call for each value that is not valid JSON. */
    static Stream<InvalidInput> withInvalidValue(
            String name, String where, java.util.function.BiConsumer<NventStore, Object> call) {
        return InvalidInput.Value.everywhere()
                .map(invalid -> new InvalidInput(
                        name + ": " + invalid.name(),
                        where + invalid.path(),
                        store -> call.accept(store, invalid.value())));
    }

    /** The value in metadata, in a field without a column. */
    static Map<String, Object> own(Object value) {
        return NestedMaps.map("own", value);
    }
}
