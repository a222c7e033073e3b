package dev.nvent.store.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.it.TestStore;
import dev.nvent.store.stream.NewEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No exception message and no {@code toString} contains a payload or a value. */
class RedactionTest {

    private static final String SECRET = InvalidInput.SECRET;

    @RegisterExtension
    static final TestStore STORE = new TestStore();

    @Test
    void no_to_string_contains_a_value() {
        var store = STORE.store();
        var event = NewEvent.of("t").withFlowName("f").withData(SECRET);
        var patch = Patch.of(FlowRunFields.STATUS, SECRET).and(FlowRunFields.EMITTED_EVENTS, Map.of("a", SECRET));
        store.flowRuns("silent").add("r", 1, patch);

        Stream.of(
                        event,
                        store.flowRunEvents("silent").append(event),
                        store.flowRunEvents("silent").read(),
                        patch,
                        FieldWrites.of(patch).writes(),
                        store.flowRuns("silent").get("r").orElseThrow(),
                        store.flowRuns("silent").read(),
                        IndexQuery.all().withFilter(Map.of("status", SECRET)))
                .forEach(each -> assertThat(each.toString())
                        .as(each.getClass().getName())
                        .doesNotContain(SECRET));
    }

    @Test
    void no_rejection_contains_a_stored_value() {
        var store = STORE.store();
        store.kv().set("silent", SECRET);
        store.flows().add("silent", 1, Map.of("own", SECRET, "displayName", SECRET));

        assertThat(Stream.of(
                        trace(() -> store.kv().increment("silent", 1)),
                        trace(() -> store.flows().increment("silent", "own", 1)),
                        trace(() -> store.flows().increment("silent", "displayName", 1)),
                        trace(() -> store.flows().increment("silent", "own.below", 1))))
                .allSatisfy(trace ->
                        assertThat(trace).contains("IncrementException").doesNotContain(SECRET));
    }

    @Test
    void no_database_error_contains_a_value() {
        var store = STORE.store();
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_flows ADD CONSTRAINT short_names"
                + " CHECK (length(display_name) < 20)");
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".nvent_kv ADD CONSTRAINT no_text"
                + " CHECK (jsonb_typeof(value) <> 'string' OR length(value #>> '{}') < 30)");
        String value = SECRET + "x".repeat(50);

        assertThat(Stream.of(
                        trace(() -> store.flows().add("loud", 1, Map.of("displayName", value, "own", value))),
                        trace(() -> store.kv().set("loud", value)),
                        trace(() -> store.kv().setAll(Map.of("loud", value)))))
                .allSatisfy(trace ->
                        assertThat(trace).contains("DatabaseException", "23514").doesNotContain(SECRET));
    }

    private static String trace(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var text = new StringWriter();
        catchThrowable(call).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
