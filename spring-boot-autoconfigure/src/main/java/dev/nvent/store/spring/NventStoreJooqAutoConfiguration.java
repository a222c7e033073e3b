package dev.nvent.store.spring;

import org.jooq.Configuration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jooq.autoconfigure.DefaultConfigurationCustomizer;
import org.springframework.context.annotation.Bean;

/** Lets the application's own {@code DSLContext} render the store's tables with their prefix and in their schema. */
@AutoConfiguration(beforeName = "org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration")
@ConditionalOnClass({DefaultConfigurationCustomizer.class, Configuration.class})
@ConditionalOnBooleanProperty(name = "nvent.store.enabled", matchIfMissing = true)
@EnableConfigurationProperties(NventStoreProperties.class)
public final class NventStoreJooqAutoConfiguration {

    @Bean
    DefaultConfigurationCustomizer nventStoreTables(NventStoreProperties properties) {
        return configuration -> configuration.set(properties.namespace().mapTables(configuration.settings()));
    }
}
