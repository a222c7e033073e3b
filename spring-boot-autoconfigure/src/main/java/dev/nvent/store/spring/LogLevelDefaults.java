package dev.nvent.store.spring;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Leaves out jOOQ's logo and tips, 20 lines at each start. Properties of the application take precedence. */
final class LogLevelDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        DefaultPropertiesPropertySource.addOrMerge(
                Map.of("logging.level.org.jooq.Constants", "warn"), environment.getPropertySources());
    }
}
