package dev.nvent.store.internal.work;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.nvent.store.error.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The times of a cron expression. The library parses it and finds local times; this class places them on the time line,
 * since the library's own treatment of daylight saving skips and repeats runs.
 */
public final class CronExpression {

    private static final CronParser WITHOUT_SECONDS = new CronParser(definition(CronDefinitionBuilder.defineCron()
            .withSupportedNicknameHourly()
            .withSupportedNicknameDaily()
            .withSupportedNicknameMidnight()
            .withSupportedNicknameWeekly()
            .withSupportedNicknameMonthly()
            .withSupportedNicknameYearly()
            .withSupportedNicknameAnnually()));
    private static final CronParser WITH_SECONDS = new CronParser(
            definition(CronDefinitionBuilder.defineCron().withSeconds().and()));

    private final ExecutionTime local;
    private final boolean followsElapsedTime;

    private CronExpression(ExecutionTime local, boolean followsElapsedTime) {
        this.local = local;
        this.followsElapsedTime = followsElapsedTime;
    }

    /**
     * Parses an expression of five or six fields, or a nickname.
     *
     * @throws InvalidInputException if it is none of these
     */
    public static CronExpression parse(String expression) {
        String[] fields = expression.strip().split("\\s+");
        boolean hasSeconds = fields.length == 6;
        try {
            // To the library, support for the question mark means that both fields of days have to match.
            var cron = (hasSeconds ? WITH_SECONDS : WITHOUT_SECONDS)
                    .parse(String.join(" ", fields).replace(" ?", " *"));
            boolean isNickname = fields.length == 1;
            boolean followsElapsedTime =
                    isNickname ? fields[0].equals("@hourly") : fields[hasSeconds ? 2 : 1].startsWith("*");
            return new CronExpression(ExecutionTime.forCron(cron), followsElapsedTime);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("schedule", "a cron expression of five or six fields", "other text");
        }
    }

    /** The first time after another one. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        return followsElapsedTime ? nextElapsed(after, zone.getRules()) : nextOnWallClock(after, zone);
    }

    private static CronDefinition definition(CronDefinitionBuilder start) {
        return start.withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .supportsL()
                .supportsW()
                .supportsLW()
                .and()
                .withMonth()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .and()
                .instance();
    }

    /** Each local time once: in a gap later by its length, in an overlap the first time. */
    private Optional<Instant> nextOnWallClock(Instant after, ZoneId zone) {
        Optional<LocalDateTime> time = Optional.of(searchStart(after, zone));
        Optional<Instant> instant;
        do {
            time = time.flatMap(this::nextLocal);
            instant = time.map(local -> ZonedDateTime.ofLocal(local, zone, null).toInstant());
        } while (instant.isPresent() && !instant.get().isAfter(after));
        return instant;
    }

    /** Shortly after a gap, the local times that it skipped can still be to come. */
    private static LocalDateTime searchStart(Instant after, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(after, zone);
        ZoneOffsetTransition last = zone.getRules().previousTransition(after.plusNanos(1));
        return last != null
                        && last.isGap()
                        && time.isBefore(last.getDateTimeAfter().plus(last.getDuration()))
                ? last.getDateTimeBefore().minusNanos(1)
                : time;
    }

    /** Each offset from UTC has its own stretch of the time line, in which local times follow each other. */
    private Optional<Instant> nextElapsed(Instant after, ZoneRules rules) {
        ZoneOffset offset = rules.getOffset(after);
        Optional<LocalDateTime> time = nextLocal(LocalDateTime.ofInstant(after, offset));
        ZoneOffsetTransition transition = rules.nextTransition(after);
        while (time.isPresent()
                && transition != null
                && !time.get().toInstant(offset).isBefore(transition.getInstant())) {
            offset = transition.getOffsetAfter();
            time = nextLocal(transition.getDateTimeAfter().minusNanos(1));
            transition = rules.nextTransition(transition.getInstant());
        }
        ZoneOffset last = offset;
        return time.map(local -> local.toInstant(last));
    }

    private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
        return local.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
