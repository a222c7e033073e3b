package dev.nvent.store.spring;

import java.util.Set;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.sql.init.dependency.DatabaseInitializerDetector;
import org.springframework.core.Ordered;

/**
 * Makes the auto-configured store the last initializer of the database: it is opened after Flyway, Liquibase and scripts,
 * and before the beans that use the database. Flyway refuses a schema that contains tables before its first migration.
 */
final class StoreInitializerDetector implements DatabaseInitializerDetector {

    @Override
    public Set<String> detect(ConfigurableListableBeanFactory beanFactory) {
        return isAutoConfigured(beanFactory) ? Set.of(NventStoreAutoConfiguration.STORE_BEAN) : Set.of();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    static boolean isAutoConfigured(ConfigurableListableBeanFactory beanFactory) {
        return beanFactory.containsBeanDefinition(NventStoreAutoConfiguration.STORE_BEAN)
                && NventStoreAutoConfiguration.class
                        .getName()
                        .equals(beanFactory
                                .getBeanDefinition(NventStoreAutoConfiguration.STORE_BEAN)
                                .getFactoryBeanName());
    }
}
