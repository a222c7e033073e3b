package reports;

import static dev.nvent.store.jooq.Tables.FLOW_EVENTS;
import static dev.nvent.store.jooq.Tables.FLOW_RUNS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.jsonbGetAttribute;
import static org.jooq.impl.DSL.selectCount;

import dev.nvent.store.NventStore;
import dev.nvent.store.report.Reports;
import dev.nvent.store.stream.NewEvent;
import java.time.Instant;
import java.util.Map;
import org.jooq.Field;

/** Prints the runs of a flow since a date, with their customers and the number of their events. */
public final class Main {

    private static final Field<Instant> STARTED = Reports.instant(FLOW_RUNS.STARTED_AT);

    /** Part of the metadata of a run, stored as JSON. */
    record Customer(String name, String country) {}

    public static void main(String[] arguments) {
        try (NventStore store = NventStore.open(System.getenv("NVENT_DATABASE_URL"))) {
            store.flowRuns("checkout")
                    .add(
                            "run-1",
                            Instant.parse("2026-01-02T08:00:00Z").toEpochMilli(),
                            Map.of("status", "done", "customer", new Customer("Ada", "NZ")));
            store.flowRunEvents("run-1").append(NewEvent.of("paid").withFlowName("checkout"));
            store.flowRunEvents("run-1").append(NewEvent.of("shipped").withFlowName("checkout"));

            Field<Customer> customer =
                    store.reports().document(jsonbGetAttribute(FLOW_RUNS.EXTRA, "customer"), Customer.class);
            Field<Integer> events =
                    field(selectCount().from(FLOW_EVENTS).where(FLOW_EVENTS.RUN_ID.eq(FLOW_RUNS.RUN_ID)));
            store.reports()
                    .dsl()
                    .select(FLOW_RUNS.RUN_ID, STARTED, customer, events)
                    .from(FLOW_RUNS)
                    .where(STARTED.ge(Instant.parse("2026-01-01T00:00:00Z")))
                    .orderBy(STARTED)
                    .forEach(run -> System.out.printf(
                            "%s of %s since %s: %d events%n",
                            run.value1(), run.value3().name(), run.value2(), run.value4()));
        }
    }
}
