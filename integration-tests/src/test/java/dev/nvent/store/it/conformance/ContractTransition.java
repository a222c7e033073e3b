package dev.nvent.store.it.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A transition in strings and maps. Each method except {@link #apply} returns this transition. */
interface ContractTransition {

    sealed interface Result {

        /** All parts of the transition were applied. */
        non-sealed interface Applied extends Result {

            /** The appended events in the order given. */
            List<ContractStore.Appended> events();

            int version(String subject, String id);

            /** The value of a counter that the transition incremented. */
            int count(String subject, String id, String field);
        }

        record Conflict(String subject, String id, int version) implements Result {}

        record Missing(String subject, String id) implements Result {}

        default boolean isApplied() {
            return this instanceof Applied;
        }
    }

    /** @param event as for {@link ContractStore#append} */
    ContractTransition append(String subject, Map<String, ?> event);

    ContractTransition add(String subject, String id, long score, Map<String, ?> metadata);

    ContractTransition update(String subject, String id, Map<String, ?> patch);

    ContractTransition increment(String subject, String id, String field, int delta);

    ContractTransition expectVersion(String subject, String id, int version);

    ContractTransition expect(String subject, String id, String field, Object value);

    /** @param ttl null for no expiry */
    ContractTransition set(String key, Object value, Duration ttl);

    Result apply();
}
