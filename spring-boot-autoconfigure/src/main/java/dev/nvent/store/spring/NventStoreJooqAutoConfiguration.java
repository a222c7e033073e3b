package dev.nvent.store.spring;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
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
        return configuration -> configuration.set(
                withTables(configuration.settings(), properties.namespace().renderMapping()));
    }

    /** Keeps the mappings of the application. */
    private static Settings withTables(Settings settings, RenderMapping store) {
        Settings copy = SettingsTools.clone(settings);
        RenderMapping mapping = copy.getRenderMapping();
        if (mapping == null) {
            return copy.withRenderMapping(store);
        }
        List<MappedSchema> schemata = new ArrayList<>(mapping.getSchemata());
        schemata.addAll(store.getSchemata());
        mapping.setSchemata(schemata);
        return copy;
    }
}
