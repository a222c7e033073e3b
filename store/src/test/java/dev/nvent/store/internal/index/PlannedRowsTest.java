package dev.nvent.store.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlannedRowsTest {

    @Test
    void a_plan_has_the_rows_of_its_root() {
        assertThat(PlannedRows.in("[{\"Plan\": {\"Node Type\": \"Seq Scan\", \"Plan Rows\": 42}}]"))
                .isEqualTo(42);
    }

    @Test
    void a_distributed_plan_shows_one_of_its_tasks() {
        assertThat(PlannedRows.in(distributed(8, task(2)))).isEqualTo(16);
    }

    @Test
    void a_distributed_plan_can_show_all_of_its_tasks() {
        assertThat(PlannedRows.in(distributed(2, task(2) + "," + task(5)))).isEqualTo(7);
    }

    @Test
    void a_distributed_plan_without_tasks_has_no_rows() {
        assertThat(PlannedRows.in(distributed(0, ""))).isZero();
    }

    private static String distributed(int count, String tasks) {
        return "[{\"Plan\": {\"Plan Rows\": 100000, \"Distributed Query\": {\"Job\": {\"Task Count\": " + count
                + ", \"Tasks\": [" + tasks + "]}}}}]";
    }

    private static String task(int rows) {
        return "{\"Remote Plan\": [[{\"Plan\": {\"Plan Rows\": " + rows + "}}]]}";
    }
}
