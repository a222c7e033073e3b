package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/** The function nvent_transition_check. */
class TransitionCheckTest {

    private static final ScratchSchema SCHEMA = ScratchSchema.migrated("nvent");

    @Test
    void the_version_is_returned_if_the_entry_is_as_expected() throws SQLException {
        assertThat(check(true, 7, 3)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "false, 7,   NV003, the entry is not as expected, '3 7'",
        "     , 7,   NV003, the entry is not as expected, '3 7'",
        "false,  ,   NV004, the entry does not exist,     '3 '",
        "     ,  ,   NV004, the entry does not exist,     '3 '",
    })
    void otherwise_the_error_says_which_entry_and_its_version(
            Boolean asExpected, Integer version, String sqlState, String message, String detail) {
        var error = catchThrowableOfType(PSQLException.class, () -> check(asExpected, version, 3));

        assertThat(error.getSQLState()).isEqualTo(sqlState);
        assertThat(error.getServerErrorMessage().getMessage()).isEqualTo(message);
        assertThat(error.getServerErrorMessage().getDetail()).isEqualTo(detail);
    }

    @Test
    void a_subquery_without_a_row_counts_as_a_missing_entry() {
        String sql = "SELECT ${schema}.nvent_transition_check(status = 'a', version, 1)"
                + " FROM (SELECT) one LEFT JOIN ${schema}.${prefix}_flow_runs ON run_id = 'none'";

        var error = catchThrowableOfType(PSQLException.class, () -> {
            try (Connection connection = SCHEMA.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(SCHEMA.filled(sql))) {
                statement.execute();
            }
        });

        assertThat(error.getSQLState()).isEqualTo("NV004");
    }

    private static int check(Boolean asExpected, Integer version, int entry) throws SQLException {
        String sql = SCHEMA.filled("SELECT ${schema}.nvent_transition_check(?, ?, ?)");
        try (Connection connection = SCHEMA.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, asExpected, java.sql.Types.BOOLEAN);
            statement.setObject(2, version, java.sql.Types.INTEGER);
            statement.setInt(3, entry);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
