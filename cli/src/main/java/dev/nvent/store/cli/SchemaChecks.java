package dev.nvent.store.cli;

import dev.nvent.store.schema.Difference;
import dev.nvent.store.schema.SchemaState;
import java.util.List;
import java.util.Locale;

/** Checks the version of the schema, and whether it matches its migrations. */
final class SchemaChecks {

    private SchemaChecks() {}

    static List<Finding> findings(DoctorContext context) {
        var status = context.status();
        String found = status.state().name().toLowerCase(Locale.ROOT) + ", version " + status.version() + " of "
                + status.latest();
        return status.state() == SchemaState.CURRENT
                ? List.of(Finding.ok("schema", found), drift(context.drift()))
                : List.of(Finding.problem("schema", found));
    }

    private static Finding drift(List<Difference> drift) {
        if (drift.isEmpty()) {
            return Finding.ok("schema_drift", "matches the migrations");
        }
        String found = Formats.count(drift.size(), "difference") + ", first: " + drift.getFirst();
        return drift.stream().allMatch(difference -> difference.kind() == Difference.Kind.UNEXPECTED)
                ? Finding.warning("schema_drift", found)
                : Finding.problem("schema_drift", found);
    }
}
