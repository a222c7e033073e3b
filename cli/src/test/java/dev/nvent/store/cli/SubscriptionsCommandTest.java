package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.stream.NewEvent;
import dev.nvent.store.subscription.Subscription;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgres")
class SubscriptionsCommandTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void subscriptions_are_listed_with_their_lag_and_owner() {
        append("listed:events:1", "a", "b");
        DATABASE.store().subscribe("listed").to("listed:events:1").pull().close();
        var idle = DATABASE.run("subscriptions", "--json").out();

        assertThat(idle).contains("\"name\":\"listed\",\"source\":\"listed:events:1\",\"lagEvents\":2");
        assertThat(idle).contains("\"subscription\":\"listed\",\"partition\":0,\"position\":0,\"owner\":null");
        assertThat(DATABASE.run("subscriptions").lines()).anyMatch(line -> line.startsWith("listed"));
    }

    @Test
    void parked_events_are_listed_retried_and_discarded() throws InterruptedException {
        append("parked:events:1", "a", "b");
        try (Subscription subscription = DATABASE.store()
                .subscribe("parking")
                .to("parked:events:1")
                .withParkingAfter(1)
                .handle(event -> {
                    throw new IllegalStateException("broken");
                })) {
            await(() -> DATABASE.store().subscriptions().parked("parking").size() == 2);
            assertThat(subscription.name()).isEqualTo("parking");
        }
        String id = String.valueOf(
                DATABASE.store().subscriptions().parked("parking").getFirst().id());

        assertThat(DATABASE.run("subscriptions", "parked", "parking").out())
                .contains("java.lang.IllegalStateException: broken");
        assertThat(DATABASE.run("subscriptions", "retry", "parking", id, "--json")
                        .out())
                .isEqualTo("{\"retried\":1}\n");
        assertThat(DATABASE.run("subscriptions", "retry", "parking", "--json").out())
                .isEqualTo("{\"retried\":2}\n");
        assertThat(DATABASE.run("subscriptions", "discard", "parking", id).exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("subscriptions", "discard", "parking", id, "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(DATABASE.run("subscriptions", "discard", "parking", id, "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(DATABASE.run("subscriptions", "retry", "parking", id).exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void a_subscription_is_reset_and_deleted_after_a_confirmation() {
        append("reset:events:1", "a", "b");
        DATABASE.store().subscribe("moved").to("reset:events:1").pull().close();

        assertThat(DATABASE.run("subscriptions", "reset", "moved", "--now").exitCode())
                .isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("subscriptions", "reset", "moved", "--yes").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(DATABASE.run("subscriptions", "reset", "moved", "--now", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(lag("moved")).isZero();
        assertThat(DATABASE.run("subscriptions", "reset", "moved", "--at", "2020-01-01T00:00:00Z", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(lag("moved")).isEqualTo(2);
        assertThat(DATABASE.run("subscriptions", "reset", "none", "--beginning", "--yes")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED);
        assertThat(DATABASE.run("subscriptions", "delete", "moved").exitCode()).isEqualTo(ExitCode.NOT_CONFIRMED);
        assertThat(DATABASE.run("subscriptions", "delete", "moved", "--yes").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(DATABASE.run("subscriptions", "delete", "moved", "--yes").exitCode())
                .isEqualTo(ExitCode.FAILED);
    }

    @Test
    void the_doctor_reports_failing_handlers_and_parked_events() throws InterruptedException {
        append("doctor:events:1", "a");
        append("doctor:events:2", "a");
        try (Subscription subscription = DATABASE.store()
                .subscribe("parked-by-one")
                .to("doctor:events:1")
                .withParkingAfter(1)
                .handle(event -> {
                    throw new IllegalStateException("broken");
                })) {
            await(() -> DATABASE.store().subscriptions().parked("parked-by-one").size() == 1);
            assertThat(subscription.name()).isEqualTo("parked-by-one");
        }
        try (Subscription subscription = DATABASE.store()
                .subscribe("failing")
                .to("doctor:events:2")
                .handle(event -> {
                    throw new IllegalStateException("broken");
                })) {
            await(() -> subscription.status().partitions().getFirst().failure().isPresent());
        }

        String out = DATABASE.run("doctor").out();

        assertThat(out)
                .contains(
                        "handlers fail: failing",
                        "parked_events: 1 event, the oldest since 20",
                        "event_writers: nvent_stream: none open");
    }

    private static long lag(String name) {
        return DATABASE.store().subscriptions().status(name).orElseThrow().lag().events();
    }

    private static void append(String subject, String... types) {
        for (String type : types) {
            DATABASE.store().stream(subject).append(NewEvent.of(type));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int wait = 0; wait < 1_500 && !condition.getAsBoolean(); wait++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
