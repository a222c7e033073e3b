package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.observation.OperationListener;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures an {@link NventStore} on the application's {@link DataSource}. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "nvent.store.enabled", matchIfMissing = true)
@EnableConfigurationProperties(NventStoreProperties.class)
public final class NventStoreAutoConfiguration {

    /** Name of the auto-configured store. Beans that depend on the initialization of the database are created after it. */
    static final String STORE_BEAN = "nventStore";

    @Bean
    @ConditionalOnMissingBean(NventStoreFactory.class)
    DefaultNventStoreFactory nventStoreFactory(
            NventStoreProperties properties,
            @NventStoreDataSource ObjectProvider<DataSource> qualified,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<OperationListener> listeners) {
        return new DefaultNventStoreFactory(properties, qualified, dataSource, listeners);
    }

    /** Several stores without a primary one fail the start, if there are subscriptions. */
    @Bean
    SubscriptionLifecycle nventSubscriptionLifecycle(
            ObjectProvider<NventStore> store,
            ObjectProvider<NventSubscription> subscriptions,
            ObjectProvider<SubscriptionLifecycle.Observer> observers) {
        return new SubscriptionLifecycle(store, subscriptions, observers);
    }

    /** Does nothing without a rule. Several stores without a primary one fail the start, if there is one. */
    @Bean
    RetentionLifecycle nventRetentionLifecycle(ObjectProvider<NventStore> store, NventStoreProperties properties) {
        return new RetentionLifecycle(store, properties.retention());
    }

    @Bean(STORE_BEAN)
    @ConditionalOnMissingBean
    NventStore nventStore(NventStoreFactory stores, ObjectProvider<NventStoreCustomizer> customizers) {
        return stores.open(customizers
                .orderedStream()
                .<UnaryOperator<StoreOptions>>map(customizer -> customizer::customize)
                .reduce(UnaryOperator.identity(), (first, second) -> options -> second.apply(first.apply(options))));
    }
}
