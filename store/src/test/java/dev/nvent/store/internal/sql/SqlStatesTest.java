package dev.nvent.store.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.error.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which of the server's words about data reach the caller. */
class SqlStatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22003|integer out of range",
                "22003|value overflows numeric format",
                "22012|division by zero",
                "22001|value too long for type character varying(50)",
                "22P02|invalid input syntax for type json",
                "22P05|unsupported Unicode escape sequence",
                "22023|cannot extract elements from a scalar"
            })
    void words_that_quote_nothing_reach_the_caller(String state, String words) {
        assertThat(message(state, words, "errfinish")).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid input syntax for type integer: \"s3cret\"",
                "invalid input syntax for type integer: «s3cret»",
                "date field value out of range: 1234-56-78",
                "invalid byte sequence for encoding \"UTF8\": 0xc3 0x28",
                "the code 1234 is wrong"
            })
    void words_that_may_quote_a_value_do_not(String words) {
        assertThat(message("22023", words, "errfinish"))
                .contains("data exception")
                .doesNotContain(words);
    }

    @Test
    void words_of_a_function_of_others_do_not() {
        assertThat(message("22023", "s-cret is no price", "exec_stmt_raise")).doesNotContain("cret");
        assertThat(message("2200H", "s-cret is no price", "exec_stmt_raise")).doesNotContain("cret");
    }

    @Test
    void an_error_about_a_character_that_the_database_lacks_names_the_encodings() {
        assertThat(message(
                        "22P05",
                        "character with byte sequence 0xe2 0x82 0xac in encoding \"UTF8\" has no equivalent in encoding"
                                + " \"LATIN1\"",
                        "report_untranslatable_char"))
                .contains("a character of the encoding UTF8 is not in the database's encoding LATIN1")
                .doesNotContain("0xe2");
    }

    @Test
    void causes_that_form_a_cycle_end() {
        var first = new IllegalStateException();
        first.initCause(new IllegalStateException(first));

        assertThat(SqlStates.isUnavailable(first)).isFalse();
    }

    private static String message(String state, String words, String routine) {
        var server = new ServerErrorMessage("SERROR\0C" + state + "\0M" + words + "\0R" + routine + "\0");
        return SqlStates.translate(Operation.of("kv.set", "a"), new PSQLException(server))
                .getMessage();
    }
}
