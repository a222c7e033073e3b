package dev.nvent.store.internal.subscription;

import java.time.Duration;
import java.util.OptionalInt;

/** The options of a subscription. */
record Settings(
        String name,
        Source source,
        int partitions,
        int batchSize,
        Duration maxWait,
        Duration initialBackoff,
        Duration maxBackoff,
        OptionalInt parkAfter,
        Duration closeTimeout) {}
