package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.schema.DataLoss;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Metrics, health and information in an application with the actuator. */
@Tag("postgres")
class ObservabilityTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    @Test
    void operations_and_figures_of_the_store_are_metrics() {
        application().run(context -> {
            context.getBean(NventStore.class).kv().set("key", 1);
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            Timer timer = registry.get("nvent.store.operation")
                    .tags("operation", "kv.set", "target", "kv", "path", "fast", "outcome", "success", "retries", "0")
                    .timer();
            assertThat(timer.count()).isOne();
            assertThat(registry.get("nvent.store.statements.cached")
                            .tag("store", "nventStore")
                            .gauge()
                            .value())
                    .isPositive();
            assertThat(registry.find("nvent.store.pool.max").gauge()).isNull();
        });
    }

    @Test
    void the_pool_of_the_store_itself_is_measured() {
        application()
                .withPropertyValues("nvent.store.connection.url=" + databases.create(), "nvent.store.pool.max-size=3")
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .get("nvent.store.pool.max")
                                .gauge()
                                .value())
                        .isEqualTo(3));
    }

    @Test
    void health_reports_the_state_of_the_schema() {
        application().run(context -> {
            HealthIndicator health = context.getBean("nventStoreHealthIndicator", HealthIndicator.class);
            Health before = health.health();

            new SchemaMigrator(context.getBean(DataSource.class), Namespace.DEFAULT).rollbackTo("2", DataLoss.ACCEPTED);
            Health after = health.health();

            assertThat(before.getStatus()).isEqualTo(Status.UP);
            assertThat(before.getDetails().get("public.nvent").toString()).contains("schema=CURRENT");
            assertThat(after.getDetails().get("public.nvent").toString()).contains("schema=OUTDATED", "version=002");
            assertThat(after.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void health_is_down_if_the_database_cannot_be_reached() {
        application().run(context -> {
            databases.drop();

            HealthIndicator health = context.getBean("nventStoreHealthIndicator", HealthIndicator.class);

            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void information_contains_the_version_of_the_schema() {
        application().run(context -> {
            var builder = new Info.Builder();
            context.getBean("nventStoreInfoContributor", InfoContributor.class).contribute(builder);

            assertThat(builder.build().getDetails().get("nventStore").toString())
                    .contains("schemas={public.nvent=")
                    .contains("version=");
        });
    }

    private ApplicationContextRunner application() {
        return Contexts.application(databases.create())
                .withPropertyValues("management.info.nvent-store.enabled=true")
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        ObservationAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        NventStoreObservationAutoConfiguration.class,
                        NventStoreHealthAutoConfiguration.class));
    }
}
