package dev.nvent.store.test.spring;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Leaves out the log of the embedded server, which has 40 lines at its start. Properties of the application take precedence. */
final class LogLevelDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        DefaultPropertiesPropertySource.addOrMerge(
                Map.of("logging.level.io.zonky.test", "warn"), environment.getPropertySources());
    }
}
