package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The schema of the application is migrated before that of the store, and both before any bean uses them. */
@Tag("postgres")
class InitializationOrderTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    static Stream<Function<String, ApplicationContextRunner>> migrationTools() {
        return Stream.of(Contexts::withFlyway, Contexts::withLiquibase);
    }

    @ParameterizedTest
    @MethodSource("migrationTools")
    void a_bean_that_asks_for_the_store_first_finds_both_schemas(Function<String, ApplicationContextRunner> tool) {
        tool.apply(databases.create())
                .withUserConfiguration(AsksForTheStoreFirst.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @MethodSource("migrationTools")
    void a_bean_that_asks_for_jdbc_first_finds_both_schemas(Function<String, ApplicationContextRunner> tool) {
        tool.apply(databases.create())
                .withUserConfiguration(AsksForJdbcFirst.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @MethodSource("migrationTools")
    void a_schema_of_its_own_is_created(Function<String, ApplicationContextRunner> tool) {
        tool.apply(databases.create())
                .withPropertyValues("nvent.store.schema=events")
                .run(context -> {
                    context.getBean(NventStore.class).kv().set("key", 1);
                    assertThat(count(context.getBean(JdbcTemplate.class), "events.nvent_kv"))
                            .isOne();
                });
    }

    @ParameterizedTest
    @MethodSource("migrationTools")
    void an_application_restarts_on_its_database(Function<String, ApplicationContextRunner> tool) {
        ApplicationContextRunner application = tool.apply(databases.create());

        application.run(context -> context.getBean(NventStore.class).kv().set("key", 1));

        application.run(context ->
                assertThat(context.getBean(NventStore.class).kv().get("key")).contains(1));
    }

    @Test
    void a_store_that_the_application_opens_itself_waits_for_flyway() {
        Contexts.withFlyway(databases.create())
                .withUserConfiguration(OpensTheStoreItself.class)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(NventStore.class));
    }

    private static int count(JdbcTemplate jdbc, String table) {
        Integer count = jdbc.queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return count == null ? 0 : count;
    }

    @Configuration(proxyBeanMethods = false)
    static class AsksForTheStoreFirst {
        @Bean
        Object first(NventStore store, DataSource dataSource) {
            store.kv().set("first", 1);
            return count(new JdbcTemplate(dataSource), "customers");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AsksForJdbcFirst {
        @Bean
        Object first(JdbcTemplate jdbc) {
            return count(jdbc, "nvent_kv") + count(jdbc, "customers");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OpensTheStoreItself {
        @Bean
        NventStore store(DataSource dataSource) {
            return NventStore.open(StoreOptions.of(new TransactionAwareDataSourceProxy(dataSource)));
        }
    }
}
