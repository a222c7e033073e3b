package dev.nvent.store.spring;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health and information about the stores that the factory has opened. */
@AutoConfiguration(after = NventStoreAutoConfiguration.class)
@ConditionalOnBean(DefaultNventStoreFactory.class)
public final class NventStoreHealthAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("nvent-store")
    static class StoreHealth {

        @Bean
        @ConditionalOnMissingBean(name = "nventStoreHealthIndicator")
        HealthIndicator nventStoreHealthIndicator(DefaultNventStoreFactory stores) {
            return new StoreHealthIndicator(stores::opened);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnBean(NventSubscription.class)
    @ConditionalOnEnabledHealthIndicator("nvent-subscriptions")
    static class SubscriptionHealth {

        @Bean
        @ConditionalOnMissingBean(name = "nventSubscriptionHealthIndicator")
        HealthIndicator nventSubscriptionHealthIndicator(SubscriptionLifecycle subscriptions) {
            return new SubscriptionHealthIndicator(subscriptions::running);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
    @ConditionalOnEnabledInfoContributor("nvent-store")
    static class StoreInfo {

        @Bean
        @ConditionalOnMissingBean(name = "nventStoreInfoContributor")
        InfoContributor nventStoreInfoContributor(DefaultNventStoreFactory stores) {
            return new StoreInfoContributor(stores::opened);
        }
    }
}
