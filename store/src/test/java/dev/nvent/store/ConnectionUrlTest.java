package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class ConnectionUrlTest {

    private static final String SECRET = "SECRET";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "postgresql://u:p@h:5433/db                          | h         | 5433      | db | u   | p",
                "postgres://u@h/db                                   | h         | 5432      | db | u   | -",
                "postgresql://u@h                                    | h         | 5432      | -  | u   | -",
                "postgresql://h                                      | h         | 5432      | -  | -   | -",
                "postgresql://                                       | localhost | 5432      | -  | -   | -",
                "postgresql:///db                                    | localhost | 5432      | db | -   | -",
                "postgresql://u:p@my_db:5432/app                     | my_db     | 5432      | app | u  | p",
                "postgresql://h1,h2/db                               | h1,h2     | 5432,5432 | db | -   | -",
                "postgresql://u@h1:1,h2:2,h3/db                      | h1,h2,h3  | 1,2,5432  | db | u   | -",
                "postgresql://[::1]:5433,[fe80::1]/db                | [::1],[fe80::1] | 5433,5432 | db | - | -",
                "postgresql://a%40b:p%3A%2F%3F%23%25@h/d%20b         | h         | 5432      | d b | a@b | p:/?#%",
                "postgresql://u:p+q@h/db                             | h         | 5432      | db | u   | p+q",
                "postgresql://u:a:b@h/db                             | h         | 5432      | db | u   | a:b",
                "postgresql:///db?host=h1,h2&port=1,2                | h1,h2     | 1,2       | db | -   | -",
                "postgresql:///?host=::1&dbname=db&user=u            | [::1]     | 5432      | db | u   | -",
                "postgresql://h/db?user=u&password=p%26q             | h         | 5432      | db | u   | p&q",
                "jdbc:postgresql://h:5433/db?user=u&password=p       | h         | 5433      | db | u   | p",
                "jdbc:postgresql://h?user=u&password=p               | h         | 5432      | -  | u   | p",
                "jdbc:postgresql://u:p@h:5432/db                     | h         | 5432      | db | u   | p",
                "jdbc:postgresql://h1:1,h2:2/db                      | h1,h2     | 1,2       | db | -   | -",
                "jdbc:postgresql:db                                  | localhost | 5432      | db | -   | -",
                "jdbc:postgresql:/                                   | localhost | 5432      | -  | -   | -",
                "jdbc:postgresql:db?user=u                           | localhost | 5432      | db | u   | -",
                "jdbc:postgresql://h/db?user=a+b                     | h         | 5432      | db | a b | -",
            })
    void forms_of_the_driver_and_of_libpq_are_read(
            String url, String host, String port, String database, String user, String password) {
        Properties parsed = ConnectionUrl.parse(url);

        assertThat(PGProperty.PG_HOST.getOrDefault(parsed)).isEqualTo(host);
        assertThat(PGProperty.PG_PORT.getOrDefault(parsed)).isEqualTo(port);
        assertThat(PGProperty.PG_DBNAME.getOrDefault(parsed)).isEqualTo(database);
        assertThat(PGProperty.USER.getOrDefault(parsed)).isEqualTo(user);
        assertThat(PGProperty.PASSWORD.getOrDefault(parsed)).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "sslmode=require, sslmode, require",
        "connect_timeout=3, connectTimeout, 3",
        "connectTimeout=3, connectTimeout, 3",
        "application_name=app, ApplicationName, app",
        "target_session_attrs=read-write, targetServerType, primary",
        "target_session_attrs=prefer-standby, targetServerType, preferSecondary",
        "targetServerType=primary, targetServerType, primary",
        "keepalives=0, tcpKeepAlive, false",
        "load_balance_hosts=random, loadBalanceHosts, true",
        "options=-c%20geqo=off, options, -c geqo=off",
        "sslrootcert=/etc/ca.pem, sslrootcert, /etc/ca.pem",
        "reWriteBatchedInserts=true, reWriteBatchedInserts, true",
    })
    void parameters_of_both_are_given_to_the_driver(String parameter, String property, String value) {
        assertThat(ConnectionUrl.parse("postgresql://h/db?" + parameter)).containsEntry(property, value);
        assertThat(ConnectionUrl.parse("jdbc:postgresql://h/db?" + parameter)).containsEntry(property, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "mysql://u:SECRET@h/db",
                "jdbc:mysql://u:SECRET@h/db",
                "http://u:SECRET@h/db",
                "postgresql:u:SECRET@h/db",
                "postgresql://u:p@SECRET@h/db",
                "postgresql://u:SECRET@SECRET@h/db",
                "postgresql://u:1/SECRET@h/db",
                "postgresql://u:SECRET/x@h/db",
                "postgresql://u:1?SECRET=x@h/db",
                "postgresql://u:1?SECRET@h/db",
                "postgresql://u:SECRET#x/y@h/db",
                "postgresql://u:%SECRET@h/db",
                "postgresql://u:SECRET%zz@h/db",
                "postgresql://u:SECRET@h:port/db",
                "postgresql://u:SECRET@h:0/db",
                "postgresql://u:SECRET@h:65536/db",
                "postgresql://u:SECRET@h h/db",
                "postgresql://u:SECRET@::1/db",
                "postgresql://u:SECRET@h/db?user=v",
                "postgresql://h/db?password=SECRET&password=SECRET",
                "postgresql://h/db?password=SECRET&nonsense=1",
                "postgresql://h/db?password",
                "postgresql://h/db?password=SECRET&",
                "postgresql://h/db?target_session_attrs=SECRET",
                "postgresql://h/db?connect_timeout=SECRET",
                "postgresql://h/db?socketTimeout=99999999999999",
                "jdbc:postgresql://h/db?prepareThreshold=-1",
                "postgresql://h1,h2/db?port=1,2,3",
                "postgresql://u:SECRET@%2Fvar%2Frun%2Fpostgresql/db",
                "postgresql:///db?host=/var/run/postgresql&password=SECRET",
                "jdbc:postgresql://h:port/db?password=SECRET",
                "jdbc:postgresql://u:SECRET@x@h:5432/db",
            })
    void any_other_url_is_refused_without_showing_it(String url) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConnectionOptions.of(url))
                .satisfies(e -> assertThat(e.where()).isEqualTo("url"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain(SECRET))
                .withNoCause();
    }

    @Test
    void an_at_sign_in_a_password_is_answered_with_how_to_encode_it() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConnectionOptions.of("postgresql://u:p@ss@host/db"))
                .withMessageContaining("percent-encode")
                .withMessageContaining("%40");
    }

    @Test
    void an_unknown_parameter_is_named() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConnectionOptions.of("postgresql://h/db?sslmod=require"))
                .withMessageContaining("sslmod");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConnectionOptions.of("postgresql://h/db?schema=foo"))
                .withMessageContaining("withSchema");
    }

    @Test
    void a_socket_is_answered_with_the_reason() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> ConnectionOptions.of("postgresql:///db?host=/var/run/postgresql"))
                .withMessageContaining("Unix-domain socket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:SECRET@h:5432/db",
                "jdbc:postgresql://h?user=u&password=SECRET",
                "postgresql://u:SECRET@h/db",
                "postgresql://h/db?user=u&password=SECRET",
            })
    void the_password_is_in_no_text_of_the_options(String url) {
        var connection = ConnectionOptions.of(url);

        assertThat(connection.toString()).contains("host=h", "user=u").doesNotContain(SECRET);
        assertThat(StoreOptions.of(connection).toString()).doesNotContain(SECRET);
    }
}
