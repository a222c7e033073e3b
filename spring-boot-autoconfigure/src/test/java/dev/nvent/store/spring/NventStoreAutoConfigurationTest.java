package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.error.StoreClosedException;
import dev.nvent.store.jooq.Tables;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans and properties of the auto-configuration. */
@Tag("postgres")
class NventStoreAutoConfigurationTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Test
    void a_store_is_configured_on_the_data_source_and_closed_with_the_context() {
        Contexts.application(databases.create()).run(context -> {
            NventStore store = context.getBean(NventStore.class);
            store.kv().set("key", 1);
            assertThat(context.getBean(DSLContext.class).fetchCount(Tables.KV)).isOne();

            context.close();

            assertThatExceptionOfType(StoreClosedException.class)
                    .isThrownBy(() -> store.kv().get("key"));
        });
    }

    @Test
    void nothing_is_configured_if_it_is_disabled() {
        Contexts.application(databases.create())
                .withPropertyValues("nvent.store.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(NventStore.class));
    }

    @Test
    void the_data_source_of_the_application_renders_prefix_and_schema() {
        Contexts.application(databases.create())
                .withPropertyValues("nvent.store.prefix=shop", "nvent.store.schema=events")
                .run(context -> assertThat(context.getBean(DSLContext.class)
                                .selectFrom(Tables.FLOW_RUNS)
                                .getSQL())
                        .contains("\"events\".\"shop_flow_runs\""));
    }

    @Test
    void the_application_queries_the_store_within_its_transaction() {
        Contexts.application(databases.create()).run(context -> {
            var transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));

            int found = transactions.execute(status -> {
                context.getBean(NventStore.class).kv().set("key", 1);
                return context.getBean(DSLContext.class).fetchCount(Tables.KV);
            });

            assertThat(found).isOne();
        });
    }

    @Test
    void an_outdated_schema_fails_the_startup_if_it_must_not_be_migrated() {
        Contexts.application(databases.create())
                .withPropertyValues("nvent.store.auto-migrate=false")
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(SchemaException.class));
    }

    @Test
    void a_store_that_cannot_be_opened_is_reported_in_a_sentence() {
        Contexts.application(databases.create())
                .withPropertyValues("nvent.store.auto-migrate=false")
                .run(context -> assertThat(analyses(context.getStartupFailure()))
                        .singleElement()
                        .extracting(FailureAnalysis::getDescription)
                        .asString()
                        .startsWith("The store could not be opened: ")
                        .contains("./nvent migrate"));
    }

    /** As the analyzers that Spring Boot finds see it. */
    private static List<FailureAnalysis> analyses(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (factory, name, e) -> {})
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void customizers_are_applied_in_order() {
        Contexts.application(databases.create())
                .withUserConfiguration(TwoCustomizers.class)
                .run(context -> {
                    context.getBean(NventStore.class).kv().set("key", 1);
                    assertThat(context.getBean(DSLContext.class).fetchCount(DSL.table("second_kv")))
                            .isOne();
                });
    }

    @Test
    void the_store_uses_the_qualified_data_source() {
        String other = databases.create();
        Contexts.application(databases.create())
                .withUserConfiguration(TwoDataSources.class)
                .withPropertyValues("other.url=" + other)
                .run(context -> context.getBean(NventStore.class).kv().set("key", 1));

        assertThat(valueAt(other)).contains(1);
    }

    @Test
    void the_store_opens_a_connection_of_its_own_if_it_has_a_url() {
        String other = databases.create();
        Contexts.application(databases.create())
                .withPropertyValues("nvent.store.connection.url=" + other, "nvent.store.pool.max-size=3")
                .run(context -> context.getBean(NventStore.class).kv().set("key", 1));

        assertThat(valueAt(other)).contains(1);
    }

    @Test
    void several_stores_join_transactions() {
        Contexts.application(databases.create())
                .withUserConfiguration(TwoStores.class)
                .run(context -> {
                    var transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
                    NventStore orders = context.getBean("orders", NventStore.class);
                    NventStore audit = context.getBean("audit", NventStore.class);

                    transactions.executeWithoutResult(status -> {
                        orders.kv().set("key", 1);
                        audit.kv().set("key", 2);
                        status.setRollbackOnly();
                    });

                    assertThat(orders.kv().get("key")).isEmpty();
                    assertThat(audit.kv().get("key")).isEmpty();
                });
    }

    @Test
    void two_data_sources_without_a_primary_one_are_refused_with_advice() {
        Contexts.application(databases.create())
                .withUserConfiguration(TwoEqualDataSources.class)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("@NventStoreDataSource"));
    }

    private static Optional<Object> valueAt(String url) {
        try (NventStore store = NventStore.open(url)) {
            return store.kv().get("key");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoCustomizers {
        @Bean
        @Order(2)
        NventStoreCustomizer second() {
            return options -> options.withPrefix("second");
        }

        @Bean
        @Order(1)
        NventStoreCustomizer first() {
            return options -> options.withPrefix("first");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {
        @Bean
        @Primary
        DataSource main(@Value("${spring.datasource.url}") String url) {
            return DataSourceBuilder.create().url(url).build();
        }

        @Bean
        @NventStoreDataSource
        DataSource other(@Value("${other.url}") String url) {
            return DataSourceBuilder.create().url(url).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoEqualDataSources {
        @Bean
        DataSource one(@Value("${spring.datasource.url}") String url) {
            return DataSourceBuilder.create().url(url).build();
        }

        @Bean
        DataSource other(@Value("${spring.datasource.url}") String url) {
            return DataSourceBuilder.create().url(url).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoStores {
        @Bean
        NventStore orders(NventStoreFactory stores) {
            return stores.open(options -> options.withPrefix("orders"));
        }

        @Bean
        NventStore audit(NventStoreFactory stores, DataSource dataSource) {
            return stores.open(dataSource, options -> options.withPrefix("audit"));
        }
    }
}
