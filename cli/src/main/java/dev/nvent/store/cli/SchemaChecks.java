package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaState;
import java.util.List;
import java.util.Locale;

/** Whether the schema is the one that this version works on. */
final class SchemaChecks {

    private SchemaChecks() {}

    static List<Finding> findings(Patient patient) {
        var status = patient.status();
        String found = status.state().name().toLowerCase(Locale.ROOT) + ", version " + status.version() + " of "
                + status.latest();
        return status.state() == SchemaState.CURRENT
                ? List.of(Finding.ok("schema", found), drift(patient.drift()))
                : List.of(Finding.problem("schema", found));
    }

    private static Finding drift(List<Difference> drift) {
        if (drift.isEmpty()) {
            return Finding.ok("schema_drift", "as the migrations make it");
        }
        String found = drift.size() + " differences, the first: " + drift.getFirst();
        return drift.stream().allMatch(difference -> difference.kind() == Difference.Kind.FOREIGN)
                ? Finding.warning("schema_drift", found)
                : Finding.problem("schema_drift", found);
    }
}
