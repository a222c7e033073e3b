package dev.nvent.store.subscription;

import java.time.Instant;

/**
 * An event that a subscription skipped because its handler failed too often.
 *
 * @param id the id of the event
 * @param partition its partition
 * @param attempts the number of failed attempts
 * @param error class and message of the last exception
 * @param at when the last attempt failed
 * @param retryRequested whether it is about to be handled again
 */
public record ParkedEvent(long id, int partition, int attempts, String error, Instant at, boolean retryRequested) {}
