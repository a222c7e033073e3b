package dev.nvent.store.cli;

import static dev.nvent.store.jooq.Tables.NVENT_EVENT_WRITERS;
import static dev.nvent.store.jooq.Tables.PARKED_EVENTS;
import static dev.nvent.store.jooq.Tables.SUBSCRIPTIONS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;

import dev.nvent.store.jooq.Routines;
import dev.nvent.store.schema.SchemaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record3;

/** Checks what holds subscriptions up: open writers, failing handlers, parked events, leases that have expired. */
final class SubscriptionChecks {

    private static final Duration LONG_WRITER = Duration.ofMinutes(1);
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private SubscriptionChecks() {}

    static List<Finding> findings(DoctorContext context) {
        if (context.status().state() != SchemaState.CURRENT) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        context.dsl()
                .selectDistinct(SUBSCRIPTIONS.STREAM)
                .from(SUBSCRIPTIONS)
                .orderBy(SUBSCRIPTIONS.STREAM)
                .fetch(SUBSCRIPTIONS.STREAM)
                .forEach(stream -> findings.add(writers(stream, context)));
        findings.add(handlers(context));
        findings.add(parked(context));
        findings.add(owners(context));
        return findings;
    }

    private static Finding writers(String stream, DoctorContext context) {
        String table = context.namespace().tablePrefix() + stream;
        return context.dsl()
                .select(NVENT_EVENT_WRITERS.PID, NVENT_EVENT_WRITERS.NAME, NVENT_EVENT_WRITERS.AGE_MILLIS)
                .from(NVENT_EVENT_WRITERS(context.namespace().tablePrefix(), stream))
                .where(NVENT_EVENT_WRITERS.AGE_MILLIS.gt(LONG_WRITER.toMillis()))
                .limit(1)
                .fetchOptional()
                .map(writer -> Finding.warning("event_writers", table + ": " + describe(writer)))
                .orElseGet(() -> Finding.ok("event_writers", table + ": none open for more than a minute"));
    }

    private static String describe(Record3<Integer, String, Long> writer) {
        return (writer.value1() == null ? "prepared transaction " : "pid " + writer.value1() + ", application ")
                + writer.value2() + ", open for " + Formats.millis(writer.value3());
    }

    private static Finding handlers(DoctorContext context) {
        List<String> failing = names(context, SUBSCRIPTIONS.FAILED_EVENT.isNotNull());
        return failing.isEmpty()
                ? Finding.ok("subscriptions", "no handler fails")
                : Finding.warning("subscriptions", "handlers fail: " + String.join(", ", failing));
    }

    private static Finding parked(DoctorContext context) {
        var parked = context.dsl()
                .select(count(), min(PARKED_EVENTS.PARKED_AT))
                .from(PARKED_EVENTS)
                .fetchSingle();
        return parked.value1() == 0
                ? Finding.ok("parked_events", "none")
                : Finding.warning(
                        "parked_events",
                        Formats.count(parked.value1(), "event") + ", the oldest since "
                                + Formats.time(parked.value2().toInstant()));
    }

    private static Finding owners(DoctorContext context) {
        List<String> abandoned = names(
                context,
                SUBSCRIPTIONS.LEASE_UNTIL.le(Routines.nventClockMillis().minus(inline(ABANDONED.toMillis()))));
        return abandoned.isEmpty()
                ? Finding.ok("subscription_owners", "no lease has expired")
                : Finding.warning("subscription_owners", "expired lease of " + String.join(", ", abandoned));
    }

    /** The subscriptions that have a partition in a state. */
    private static List<String> names(DoctorContext context, Condition ofPartition) {
        return context.dsl()
                .selectDistinct(SUBSCRIPTIONS.NAME)
                .from(SUBSCRIPTIONS)
                .where(ofPartition)
                .orderBy(SUBSCRIPTIONS.NAME)
                .fetch(SUBSCRIPTIONS.NAME);
    }
}
