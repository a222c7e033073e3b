package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.jooq.Nvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.Named;
import org.junit.jupiter.api.Test;

/** No source of the store holds the name of a table in a string, or SQL as text. */
class SourcesTest {

    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
    private static final Pattern SQL = Pattern.compile(
            "(?i)\\b(select|insert into|update|delete from|create|alter|drop) .*\\b(from|set|values|table|index)\\b");

    @Test
    void no_string_is_the_name_of_a_table() throws IOException {
        List<String> names = Nvent.NVENT.getTables().stream()
                .filter(table -> !table.getTableType().isFunction())
                .map(Named::getName)
                // Words of the domain too: segments of subjects.
                .filter(name -> !List.of("flows", "triggers", "stream", "kv", "subscriptions")
                        .contains(name))
                .toList();

        assertThat(names).isNotEmpty();
        assertThat(strings()).noneMatch(string -> names.stream().anyMatch(string::contains));
    }

    @Test
    void no_string_is_sql() throws IOException {
        assertThat(strings())
                .isNotEmpty()
                .noneMatch(string -> SQL.matcher(string).find());
    }

    private static List<String> strings() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(path -> path.toString().endsWith(".java"))
                    .map(SourcesTest::read)
                    .flatMap(source -> STRING.matcher(source).results().map(MatchResult::group))
                    .toList();
        }
    }

    /** Without the lines of comments. */
    private static String read(Path path) {
        try {
            return Files.readString(path).replaceAll("(?m)^\\s*(/?\\*|//).*$", "");
        } catch (IOException e) {
            throw new IllegalStateException(path.toString(), e);
        }
    }
}
