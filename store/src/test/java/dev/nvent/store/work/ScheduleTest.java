package dev.nvent.store.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.scheduling.support.CronExpression;

class ScheduleTest {

    private static final List<String> EXPRESSIONS = List.of(
            "0 5-23/12 * * *",
            "30 2 * * *",
            "15 9,17 * * 1-5",
            "0 0 1 * *",
            "0 12 L * *",
            "0 8 * * MON#2",
            "5 4 * JAN,JUL SUN",
            "0 0 29 2 *",
            "*/20 10 * * 7",
            "0 7 ? * 3");

    /** Spring skips and repeats other runs around a change of the clocks, so the days of the changes are left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "America/Santiago",
                "Africa/Cairo"
            })
    void cron_runs_are_those_of_another_library_over_ten_years(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        Instant start = Instant.parse("2025-01-01T00:00:00Z");
        Instant end = Instant.parse("2035-01-01T00:00:00Z");
        for (String expression : EXPRESSIONS) {
            Schedule schedule = Schedule.cron(expression, zone);
            var own = new ArrayList<Instant>();
            for (Instant run = first(schedule, start); run.isBefore(end); run = first(schedule, run)) {
                own.add(run);
            }
            CronExpression spring = CronExpression.parse("0 " + expression);
            var others = new ArrayList<Instant>();
            for (ZonedDateTime run = spring.next(start.atZone(zone));
                    run.toInstant().isBefore(end);
                    run = spring.next(run)) {
                others.add(run.toInstant());
            }
            own.removeIf(run -> isNearTransition(run, zone));
            others.removeIf(run -> isNearTransition(run, zone));

            assertThat(own).as(expression).isNotEmpty().isEqualTo(others);
        }
    }

    @Test
    void a_run_in_a_skipped_hour_happens_later_by_the_hour() {
        assertRuns(
                "30 2 * * *",
                "Europe/Berlin",
                "2026-03-28T12:00:00Z",
                "2026-03-29T03:30+02:00",
                "2026-03-30T02:30+02:00");
        assertRuns(
                "0 0 * * *",
                "Africa/Cairo",
                "2026-04-23T12:00:00Z",
                "2026-04-24T01:00+03:00",
                "2026-04-25T00:00+03:00");
        assertRuns(
                "15 2 * * *",
                "Australia/Lord_Howe",
                "2026-10-03T01:00:00Z",
                "2026-10-04T02:45+11:00",
                "2026-10-05T02:15+11:00");
    }

    @Test
    void a_run_in_a_skipped_hour_is_found_from_within_the_hour_after_it() {
        assertRuns(
                "30 2 * * *",
                "Europe/Berlin",
                "2026-03-29T01:10:00Z",
                "2026-03-29T03:30+02:00",
                "2026-03-30T02:30+02:00");
    }

    @Test
    void runs_that_a_skipped_hour_moves_onto_each_other_happen_once() {
        assertRuns(
                "30 2,3 * * *",
                "Europe/Berlin",
                "2026-03-28T22:00:00Z",
                "2026-03-29T03:30+02:00",
                "2026-03-30T02:30+02:00");
    }

    @Test
    void a_run_in_a_repeated_hour_happens_the_first_time() {
        assertRuns(
                "30 2 * * *",
                "Europe/Berlin",
                "2026-10-24T12:00:00Z",
                "2026-10-25T02:30+02:00",
                "2026-10-26T02:30+01:00");
        assertRuns(
                "0 */2 * * *",
                "Europe/Berlin",
                "2026-10-24T23:00:00Z",
                "2026-10-25T02:00+02:00",
                "2026-10-25T02:00+01:00");
    }

    @Test
    void a_schedule_of_every_hour_or_minute_follows_elapsed_time() {
        assertRuns(
                "0 * * * *",
                "Europe/Berlin",
                "2026-03-29T00:00:00Z",
                "2026-03-29T03:00+02:00",
                "2026-03-29T04:00+02:00");
        assertRuns(
                "30 * * * *",
                "Europe/Berlin",
                "2026-10-24T23:45:00Z",
                "2026-10-25T02:30+02:00",
                "2026-10-25T02:30+01:00",
                "2026-10-25T03:30+01:00");
        assertEvery("*/15 * * * *", "America/New_York", Duration.ofMinutes(15));
        assertEvery("*/10 * * * * *", "Australia/Lord_Howe", Duration.ofSeconds(10));
    }

    @Test
    void six_fields_begin_with_seconds() {
        assertRuns("30 0 12 * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T12:00:30Z", "2026-01-02T12:00:30Z");
    }

    @Test
    void either_of_two_restricted_day_fields_has_to_match() {
        assertRuns("0 0 13 * 5", "UTC", "2026-03-07T00:00:00Z", "2026-03-13T00:00Z", "2026-03-20T00:00Z");
        assertRuns("0 0 ? * 5", "UTC", "2026-03-07T00:00:00Z", "2026-03-13T00:00Z", "2026-03-20T00:00Z");
        assertRuns("0 0 10 * 5", "UTC", "2026-03-07T00:00:00Z", "2026-03-10T00:00Z", "2026-03-13T00:00Z");
    }

    @Test
    void nicknames_and_numbers_of_sunday_are_understood() {
        assertRuns("@daily", "UTC", "2026-03-07T05:00:00Z", "2026-03-08T00:00Z", "2026-03-09T00:00Z");
        assertRuns("@hourly", "UTC", "2026-03-07T05:00:00Z", "2026-03-07T06:00Z", "2026-03-07T07:00Z");
        assertRuns("0 0 * * 0", "UTC", "2026-03-07T05:00:00Z", "2026-03-08T00:00Z", "2026-03-15T00:00Z");
        assertRuns("0 0 * * 7", "UTC", "2026-03-07T05:00:00Z", "2026-03-08T00:00Z", "2026-03-15T00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * * * 8", "a b c d e", "* * * * * * *", "@sometimes"})
    void an_expression_that_is_none_is_refused(String expression) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> Schedule.cron(expression, ZoneOffset.UTC));
    }

    @Test
    void a_cron_schedule_that_never_matches_has_no_run() {
        assertThat(Schedule.cron("0 0 30 2 *", ZoneOffset.UTC).first(Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void an_interval_keeps_its_phase_over_missed_runs() {
        Schedule schedule = Schedule.every(Duration.ofMinutes(10));
        Instant run = Instant.parse("2026-01-01T00:03:00Z");

        assertThat(schedule.next(run, run)).contains(Instant.parse("2026-01-01T00:13:00Z"));
        assertThat(schedule.next(run, run.plusSeconds(1_800))).contains(Instant.parse("2026-01-01T00:43:00Z"));
        assertThat(schedule.next(run, run.minusSeconds(5))).contains(Instant.parse("2026-01-01T00:13:00Z"));
        assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> Schedule.every(Duration.ZERO));
    }

    @Test
    void a_time_has_one_run() {
        Schedule schedule = Schedule.once(Instant.EPOCH);

        assertThat(schedule.first(Instant.now())).contains(Instant.EPOCH);
        assertThat(schedule.next(Instant.EPOCH, Instant.now())).isEmpty();
    }

    private static void assertRuns(String expression, String zone, String after, String... runs) {
        Schedule schedule = Schedule.cron(expression, ZoneId.of(zone));
        Instant run = Instant.parse(after);
        for (String expected : runs) {
            run = first(schedule, run);
            assertThat(run.atZone(ZoneId.of(zone)).toOffsetDateTime())
                    .as(expression)
                    .isEqualTo(java.time.OffsetDateTime.parse(expected));
        }
    }

    private static void assertEvery(String expression, String zoneName, Duration distance) {
        ZoneId zone = ZoneId.of(zoneName);
        Schedule schedule = Schedule.cron(expression, zone);
        ZoneOffsetTransition transition = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
        for (int changes = 0; changes < 2; changes++) {
            Instant run = first(schedule, transition.getInstant().minusSeconds(7_200));
            while (run.isBefore(transition.getInstant().plusSeconds(7_200))) {
                Instant next = first(schedule, run);
                assertThat(Duration.between(run, next)).isEqualTo(distance);
                run = next;
            }
            transition = zone.getRules().nextTransition(transition.getInstant());
        }
    }

    private static Instant first(Schedule schedule, Instant now) {
        return schedule.first(now).orElseThrow();
    }

    private static boolean isNearTransition(Instant run, ZoneId zone) {
        Duration near = Duration.ofHours(26);
        ZoneOffsetTransition next = zone.getRules().nextTransition(run.minus(near));
        return next != null && next.getInstant().isBefore(run.plus(near));
    }
}
