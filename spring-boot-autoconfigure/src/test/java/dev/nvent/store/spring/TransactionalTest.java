package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.stream.NewEvent;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;

/** The store takes part in the transactions of {@code @Transactional} methods. */
@Tag("postgres")
class TransactionalTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_transactional_method_that_throws_leaves_neither_row_nor_event(boolean groupCommit) {
        Contexts.withFlyway(databases.create())
                .withUserConfiguration(Customers.class)
                .withPropertyValues("nvent.store.group-commit=" + groupCommit)
                .run(context -> {
                    for (Write write : Write.values()) {
                        assertThatIllegalStateException()
                                .isThrownBy(
                                        () -> context.getBean(Customers.class).createAndFail(write));
                    }

                    assertThat(traces(context)).isEqualTo("customers=0 events=0 entries=0 keys=0");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_transactional_method_that_returns_commits_row_and_event(boolean groupCommit) {
        Contexts.withFlyway(databases.create())
                .withUserConfiguration(Customers.class)
                .withPropertyValues("nvent.store.group-commit=" + groupCommit)
                .run(context -> {
                    for (Write write : Write.values()) {
                        context.getBean(Customers.class).create(write);
                    }

                    assertThat(traces(context)).isEqualTo("customers=5 events=2 entries=1 keys=2");
                });
    }

    @Test
    void a_store_on_a_plain_data_source_refuses_to_write_within_a_transaction() {
        Contexts.withFlyway(databases.create())
                .withUserConfiguration(PlainStore.class)
                .run(context -> {
                    for (Write write : Write.values()) {
                        assertThatExceptionOfType(InvalidInputException.class)
                                .isThrownBy(
                                        () -> context.getBean(Customers.class).create(write))
                                .withMessageContaining("Spring Boot starter");
                    }

                    assertThat(traces(context)).isEqualTo("customers=0 events=0 entries=0 keys=0");
                });
    }

    @Test
    void a_store_that_is_created_lazily_within_a_transaction_joins_it() {
        Contexts.withFlyway(databases.create())
                .withUserConfiguration(Customers.class)
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        factory -> factory.getBeanDefinition("nventStore").setLazyInit(true)))
                .withPropertyValues("spring.main.lazy-initialization=true")
                .run(context -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> context.getBean(Customers.class).createAndFail(Write.KEY));

                    assertThat(traces(context)).isEqualTo("customers=0 events=0 entries=0 keys=0");
                });
    }

    private static String traces(ApplicationContext context) {
        NventStore store = context.getBean(NventStore.class);
        return "customers=%d events=%d entries=%d keys=%d"
                .formatted(
                        context.getBean(JdbcTemplate.class)
                                .queryForList("SELECT id FROM customers")
                                .size(),
                        store.stream("shop:order:1").read().events().size(),
                        store.index("shop:orders").get("1").isPresent() ? 1 : 0,
                        store.kv().keys("*").keys().size());
    }

    /** The ways to write. */
    enum Write {
        APPEND {
            @Override
            void run(NventStore store) {
                store.stream("shop:order:1").append(NewEvent.of("placed"));
            }
        },
        INDEX {
            @Override
            void run(NventStore store) {
                store.index("shop:orders").add("1", 1, Map.of());
            }
        },
        KEY {
            @Override
            void run(NventStore store) {
                store.kv().set("key", 1);
            }
        },
        TRANSITION {
            @Override
            void run(NventStore store) {
                store.transition().set("transition", 1).apply();
            }
        },
        IMPORT {
            @Override
            void run(NventStore store) {
                store.importEvents(events -> events.append("shop:order:1", NewEvent.of("placed")));
            }
        };

        abstract void run(NventStore store);
    }

    @Configuration(proxyBeanMethods = false)
    static class Customers {

        @Autowired
        private NventStore store;

        @Autowired
        private JdbcTemplate jdbc;

        @Transactional
        public void create(Write write) {
            jdbc.update("INSERT INTO customers (id) VALUES (?)", write.ordinal());
            write.run(store);
        }

        @Transactional
        public void createAndFail(Write write) {
            create(write);
            throw new IllegalStateException("rolls back");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Customers.class)
    static class PlainStore {
        @Bean
        NventStore store(DataSource dataSource) {
            return NventStore.open(StoreOptions.of(dataSource));
        }
    }
}
