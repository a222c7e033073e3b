package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong columns, wrong types and counters that are none do not compile. */
class CompilationTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a patch of the same table                        | runs.update("r", Patch.of(FlowRunFields.STATUS, "done"))
            a patch of several fields                        | runs.update("r", Patch.of(FlowRunFields.STATUS, "done").and(FlowRunFields.STEP_COUNT, 3))
            an increment of a counter                        | flows.increment("f", FlowFields.STATS_TOTAL, 1)
            a typed value                                    | Instant at = runs.get("r").orElseThrow().get(FlowRunFields.STARTED_AT)
            a filter on a field of the same table            | runs.read(IndexQuery.where(FlowRunFields.STATUS, "done"))
            a query that names no field, on any table        | flows.read(IndexQuery.all())
            """)
    void these_compile(String what, String statement) {
        assertThat(errorsOf(statement)).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a column of another table                        | runs.update("r", Patch.of(FlowFields.DISPLAY_NAME, "x"))                         | no suitable method
            columns of two tables in one patch               | Patch.of(FlowRunFields.STATUS, "x").and(FlowFields.DISPLAY_NAME, "x")            | no suitable method
            text where a time belongs                        | Patch.of(FlowRunFields.COMPLETED_AT, "2026-01-01")                               | no suitable method
            a number where text belongs                      | Patch.of(FlowRunFields.STATUS, 1)                                                | no suitable method
            text in a counter                                | Patch.of(FlowFields.STATS_TOTAL, "1")                                            | no suitable method
            an increment of a column that is no counter      | runs.increment("r", FlowRunFields.STATUS, 1)                                     | no suitable method
            an increment of a counter of another table       | runs.increment("r", FlowFields.STATS_TOTAL, 1)                                   | no suitable method
            an increment of a document                       | runs.increment("r", FlowRunFields.EMITTED_EVENTS, 1)                             | no suitable method
            a typed value of another type                    | String at = runs.get("r").orElseThrow().get(FlowRunFields.STARTED_AT)           | incompatible types
            a field of another table in an entry             | runs.get("r").orElseThrow().get(FlowFields.LAST_RUN_AT)                          | no suitable method
            a filter on a field of another table             | runs.read(IndexQuery.where(FlowFields.DISPLAY_NAME, "x"))                        | incompatible types
            a filter with a value of another type            | IndexQuery.where(FlowRunFields.STATUS, Instant.EPOCH)                            | no suitable method
            the subject of an index as a stream              | store.stream(new IndexSubject.Flows())                                           | no suitable method
            the subject of a stream as an index              | store.index(new StreamSubject.FlowRunEvents("r"))                                | no suitable method
            """)
    void these_do_not(String what, String statement, String error) {
        assertThat(errorsOf(statement)).as(what).contains(error);
    }

    @Test
    void a_codec_of_times_does_not_fit_a_column_of_text() {
        assertThat(errorsOf("ColumnField.of(\"status\", Tables.FLOW_RUNS.STATUS, Codec.TIME)"))
                .contains("cannot be applied");
    }

    @Test
    void a_counter_of_a_column_that_holds_text_does_not_compile() {
        assertThat(errorsOf("CounterField.of(\"status\", Tables.FLOW_RUNS.STATUS)"))
                .contains("cannot be applied");
    }

    @Test
    void a_codec_of_times_does_not_fit_a_column_of_text_of_the_callers() {
        assertThat(errorsOf(
                        "ColumnField.own(IndexSubject.FlowRuns.class, \"path\", Tables.FLOW_RUNS.STATUS, Codec.TIME)"))
                .contains("cannot be applied");
    }

    private static String errorsOf(String statement) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        var options =
                List.of("-proc:none", "-d", "target", "-implicit:none", "-cp", System.getProperty("java.class.path"));
        compiler.getTask(null, null, found, options, null, List.of(new Source(statement)))
                .call();
        // A copy: javac may find more to report when it makes a message.
        return List.copyOf(found.getDiagnostics()).stream()
                .filter(diagnostic -> diagnostic.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String statement;

        Source(String statement) {
            super(URI.create("string:///Snippet.java"), Kind.SOURCE);
            this.statement = statement;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return """
                    import dev.nvent.store.*;
                    import dev.nvent.store.internal.catalog.*;
                    import dev.nvent.store.field.*;
                    import dev.nvent.store.index.*;
                    import dev.nvent.store.jooq.Tables;
                    import dev.nvent.store.jooq.tables.records.*;

                    import dev.nvent.store.subject.*;
                    import java.time.Instant;

                    class Snippet {
                        void run(NventStore store, SortedIndex<FlowRunsRecord> runs, SortedIndex<FlowsRecord> flows) {
                            %s;
                        }
                    }
                    """.formatted(statement);
        }
    }
}
