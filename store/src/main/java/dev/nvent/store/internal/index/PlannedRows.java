package dev.nvent.store.internal.index;

import dev.nvent.store.internal.json.Json;
import tools.jackson.databind.JsonNode;

/** Reads how many rows the planner expects of a query from the JSON of an EXPLAIN. */
final class PlannedRows {

    private PlannedRows() {}

    /** The rows of a plan of PostgreSQL. For a plan of Citus, those of the tasks that it shows, as the average of all tasks. */
    static long in(String explained) {
        JsonNode plan = Json.parse(explained).path(0).path("Plan");
        JsonNode job = plan.path("Distributed Query").path("Job");
        return job.isMissingNode() ? rows(plan) : rowsOfTasks(job);
    }

    private static long rowsOfTasks(JsonNode job) {
        long rows = 0;
        for (JsonNode task : job.path("Tasks")) {
            rows += rows(task.path("Remote Plan").path(0).path(0).path("Plan"));
        }
        int shown = job.path("Tasks").size();
        return shown == 0 ? 0 : rows * job.path("Task Count").asLong() / shown;
    }

    private static long rows(JsonNode plan) {
        return plan.path("Plan Rows").asLong();
    }
}
