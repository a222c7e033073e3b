package dev.nvent.store.cli;

import java.util.List;

/** Whether the schema is the one that this version works on. */
final class SchemaChecks {

    private SchemaChecks() {}

    static List<Finding> findings(Patient patient) {
        return List.of(
                patient.isInOrder()
                        ? Finding.ok("schema", "there")
                        : Finding.problem(
                                "schema",
                                "there are no tables in schema "
                                        + patient.namespace().schema() + " with the prefix "
                                        + patient.namespace().prefix()));
    }
}
