package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules for migrations, undo files and loss counts in schema/README.md. */
class MigrationFilesTest {

    private static final Path FILES =
            Path.of(System.getProperty("basedir", ".")).resolve("../schema/src/main/resources/nvent-store");

    /** Belongs to the Node adapter. */
    private static final String NODE_ADAPTER_FUNCTION = "R__jsonb_deep_merge.sql";

    private static final Pattern CREATED_FUNCTION =
            Pattern.compile("CREATE (?:OR REPLACE )?FUNCTION \"\\$\\{schema}\"\\.\"(\\w+)\"");
    private static final Pattern DROPPED_OBJECT = Pattern.compile(
            "\\bDROP (?:TABLE|VIEW|SEQUENCE|INDEX (?:CONCURRENTLY )?IF EXISTS|FUNCTION IF EXISTS) \"\\$\\{schema}\"\\.\"(.*?)\"");
    private static final Pattern CLAUSE = Pattern.compile("(ON CONFLICT\\b[^;]*DO UPDATE|RETURNING\\b)[^;]*");
    private static final Pattern NOT_IMMUTABLE = Pattern.compile(
            "(now|clock_timestamp|statement_timestamp|random|gen_random_uuid|nvent_clock_millis)\"?\\(");

    @Test
    void versions_have_no_gaps() {
        assertThat(names("migration", name -> name.startsWith("V")))
                .extracting(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                .containsExactlyElementsOf(IntStream.rangeClosed(
                                1,
                                names("migration", name -> name.startsWith("V")).size())
                        .boxed()
                        .toList());
    }

    @Test
    void every_file_is_a_versioned_or_a_repeatable_migration() {
        assertThat(names("migration", name -> true)).allMatch(name -> name.matches("(V\\d{3}|R)__[a-z_]+\\.sql"));
    }

    @Test
    void every_migration_has_an_undo_file_and_every_undo_file_a_migration() {
        assertThat(names("undo", name -> name.startsWith("U")))
                .containsExactlyInAnyOrderElementsOf(names("migration", name -> true).stream()
                        .map(name -> "U" + name.substring(1))
                        .toList());
    }

    @Test
    void exactly_the_undo_files_that_drop_a_table_a_column_or_a_sequence_have_a_loss_count() {
        assertThat(names("undo", name -> name.startsWith("L")))
                .containsExactlyElementsOf(names("undo", name -> name.startsWith("U")).stream()
                        .filter(name -> text("undo", name).matches("(?s).*\\bDROP (TABLE|COLUMN|SEQUENCE)\\b.*"))
                        .map(name -> "L" + name.substring(1))
                        .toList());
        assertThat(names("undo", name -> !name.startsWith("U") && !name.startsWith("L")))
                .isEmpty();
    }

    @Test
    void each_repeatable_migration_creates_the_nvent_function_of_its_name() {
        for (String name : names("migration", name -> name.startsWith("R"))) {
            if (!name.equals(NODE_ADAPTER_FUNCTION)) {
                String function = name.substring("R__".length(), name.length() - ".sql".length());
                assertThat(function).startsWith("nvent_");
                assertThat(all(CREATED_FUNCTION, text("migration", name)))
                        .extracting(match -> match.group(1))
                        .containsExactly(function);
                assertThat(text("migration", name)).contains("COMMENT ON FUNCTION \"${schema}\".\"" + function + "\"");
            }
        }
    }

    @Test
    void no_existing_function_of_the_node_adapter_is_replaced() {
        assertThat(text("migration", NODE_ADAPTER_FUNCTION)).doesNotContain("OR REPLACE", "DROP");
        assertThat(text("undo", "U" + NODE_ADAPTER_FUNCTION.substring(1))).matches("(--.*\\n)+");
    }

    @Test
    void only_objects_of_the_store_are_dropped() {
        for (String directory : List.of("migration", "undo")) {
            for (String name : names(directory, name -> true)) {
                String sql = text(directory, name);
                var dropped = all(DROPPED_OBJECT, sql);
                assertThat(dropped)
                        .as(name)
                        .extracting(match -> match.group(1))
                        .allMatch(object -> object.matches("(idx_)?\\$\\{prefix}.*|nvent_.*"));
                assertThat(all(Pattern.compile("(?m)^ *DROP (?!COLUMN)"), sql))
                        .as("drops in " + name)
                        .hasSameSizeAs(dropped);
            }
        }
    }

    @Test
    void on_conflict_and_returning_call_no_volatile_or_stable_function() {
        for (String directory : List.of("migration", "undo", "history", "repair", "inspection")) {
            for (String name : names(directory, name -> name.endsWith(".sql"))) {
                for (MatchResult clause : all(CLAUSE, text(directory, name))) {
                    assertThat(clause.group()).as(name).doesNotContainPattern(NOT_IMMUTABLE);
                }
            }
        }
    }

    private static List<String> names(String directory, Predicate<String> filter) {
        try (var files = Files.list(FILES.resolve(directory))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(filter)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String directory, String name) {
        try {
            return Files.readString(FILES.resolve(directory).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
