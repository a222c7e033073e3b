package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.NewEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Subscriptions that start and end with the application. */
@Tag("postgres")
class SubscriptionBeanTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    @Test
    void a_subscription_bean_handles_events_while_the_application_runs() {
        application()
                .withBean(
                        NventSubscription.class,
                        () -> store ->
                                store.subscribe("mails").to("shop:order:1").handle(event -> handled.add(event.type())))
                .run(context -> {
                    context.getBean(NventStore.class).stream("shop:order:1").append(NewEvent.of("paid"));

                    assertThat(handled.poll(10, TimeUnit.SECONDS)).isEqualTo("paid");
                });
    }

    @Test
    void the_end_of_the_application_waits_for_the_handler() {
        var inHandler = new CountDownLatch(1);
        var isDone = new AtomicBoolean();
        application()
                .withBean(
                        NventSubscription.class,
                        () -> store -> store.subscribe("slow")
                                .to("shop:order:2")
                                .handle(event -> {
                                    inHandler.countDown();
                                    Thread.sleep(300);
                                    isDone.set(true);
                                }))
                .run(context -> {
                    context.getBean(NventStore.class).stream("shop:order:2").append(NewEvent.of("paid"));
                    assertThat(inHandler.await(10, TimeUnit.SECONDS)).isTrue();
                });

        assertThat(isDone).isTrue();
    }

    @Test
    void health_and_meters_report_the_lag() {
        application()
                .withBean(
                        NventSubscription.class,
                        () -> store -> store.subscribe("lagging")
                                .to("shop:order:3")
                                .handle(event -> {
                                    throw new IllegalStateException("broken");
                                }))
                .run(context -> {
                    context.getBean(NventStore.class).stream("shop:order:3").append(NewEvent.of("paid"));

                    Health health = context.getBean("nventSubscriptionHealthIndicator", HealthIndicator.class)
                            .health();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails().get("lagging").toString()).contains("lagEvents=1");
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("nvent.store.subscription.lag.events")
                                    .tag("subscription", "lagging")
                                    .gauge()
                                    .value())
                            .isEqualTo(1);
                });
    }

    private ApplicationContextRunner application() {
        return Contexts.application(databases.create())
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        NventStoreHealthAutoConfiguration.class,
                        NventStoreObservationAutoConfiguration.class));
    }
}
