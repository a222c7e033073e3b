package dev.nvent.store.spring;

import dev.nvent.store.NventStore;
import dev.nvent.store.micrometer.StoreMeters;
import dev.nvent.store.micrometer.StoreObservations;
import dev.nvent.store.micrometer.SubscriptionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reports the operations of stores to Micrometer. */
@AutoConfiguration(
        before = NventStoreAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "nvent.store.enabled", matchIfMissing = true)
public final class NventStoreObservationAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    static class Observations {

        @Bean
        @ConditionalOnMissingBean
        StoreObservations nventStoreObservations(ObservationRegistry registry) {
            return new StoreObservations(registry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        @ConditionalOnMissingBean
        StoreMeters nventStoreMeters(MeterRegistry registry) {
            return new StoreMeters(registry);
        }

        @Bean
        SubscriptionLifecycle.Observer nventSubscriptionMeters(MeterRegistry registry) {
            return subscription -> SubscriptionMeters.bind(registry, subscription);
        }

        @Bean
        MeterBinder nventStoreMeterBinder(StoreMeters meters, Map<String, NventStore> stores) {
            return registry -> stores.forEach((name, store) -> meters.bind(store, Tags.of("store", name)));
        }
    }
}
