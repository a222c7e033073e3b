package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.it.CitusDatabase;
import dev.nvent.store.schema.Namespace;
import dev.nvent.store.schema.SchemaMigrator;
import dev.nvent.store.stream.NewEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A migrated schema on a double of a Citus cluster, which no test leaves distributed. */
abstract class DistributionFixture {

    static final Namespace NAMESPACE = new Namespace("distributed", "nvent");

    static CitusDatabase citus;

    final SchemaMigrator migrator = citus.migrator(NAMESPACE);

    @BeforeAll
    static void open() {
        citus = CitusDatabase.openDouble();
        citus.migrator(NAMESPACE).migrate();
    }

    @AfterAll
    static void close() {
        citus.close();
    }

    @AfterEach
    void drop() {
        if (migrator.layout().isPresent()) {
            migrator.undistribute();
        }
        citus.execute("DELETE FROM pg_dist_object; DELETE FROM pg_dist_partition;"
                + "TRUNCATE distributed.nvent_flow_events, distributed.nvent_trigger_events, distributed.nvent_stream,"
                + " distributed.nvent_flow_runs, distributed.nvent_triggers, distributed.nvent_flows,"
                + " distributed.nvent_index_entries");
    }

    static String database() {
        return citus.strings("SELECT current_database()").getFirst();
    }

    static NventStore openStore() {
        return NventStore.open(StoreOptions.of(citus.dataSource()).withSchema(NAMESPACE.schema()));
    }

    /** A write of each tier, with new subject types, idempotency keys and expected versions. */
    static void use(String name) {
        try (NventStore store = openStore()) {
            for (String subject : List.of("nvent:flow:run:r", "nvent:trigger:event:t", "shop:order:1")) {
                var stream = store.stream(subject);
                NewEvent event = NewEvent.of("a").withFlowName("f").withKey(name);
                assertThat(stream.append(event)).isEqualTo(stream.append(event));
            }
            store.stream(name + ":type:1").append(0, List.of(NewEvent.of("a")));
            for (String index : List.of("nvent:flow:runs:f", "nvent:triggers", "nvent:flows", "shop:any")) {
                store.index(index).add(name, 1, Map.of("status", "running"));
                store.index(index).update(name, Map.of("more", Map.of("a", 1)));
            }
            store.kv().set(name, 1);
            store.transition()
                    .update("nvent:flow:runs:f", name, Map.of("status", "completed"))
                    .apply();
        }
    }
}
