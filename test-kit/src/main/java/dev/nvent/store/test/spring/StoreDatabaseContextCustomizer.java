package dev.nvent.store.test.spring;

import dev.nvent.store.test.StoreDatabase;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/** Creates the database with the context, and drops it when the context is closed. Part of the key of cached contexts. */
record StoreDatabaseContextCustomizer() implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        // Slices would replace the DataSource by an embedded database.
        TestPropertyValues.of("spring.test.database.replace=none").applyTo(context);
        register(context, "nventStoreTestDatabase", StoreDatabase.class, StoreDatabase::createEmpty);
        register(
                context,
                "nventStoreTestConnectionDetails",
                JdbcConnectionDetails.class,
                () -> new StoreConnectionDetails(context.getBean(StoreDatabase.class)));
    }

    private static <T> void register(
            ConfigurableApplicationContext context, String name, Class<T> type, Supplier<T> supplier) {
        ((BeanDefinitionRegistry) context.getBeanFactory())
                .registerBeanDefinition(
                        name,
                        BeanDefinitionBuilder.genericBeanDefinition(type, supplier)
                                .getBeanDefinition());
    }

    /** User and password are in the URL too. */
    private record StoreConnectionDetails(StoreDatabase database) implements JdbcConnectionDetails {

        @Override
        public String getJdbcUrl() {
            return database.url();
        }

        @Override
        public String getUsername() {
            return database.user();
        }

        @Override
        public String getPassword() {
            return database.password();
        }

        @Override
        public String toString() {
            return "StoreConnectionDetails";
        }
    }
}
