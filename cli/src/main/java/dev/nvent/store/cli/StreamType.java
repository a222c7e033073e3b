package dev.nvent.store.cli;

import dev.nvent.store.NventStore;
import dev.nvent.store.stream.StreamTables.StreamTableName;

/** A generic type of streams that somebody named. */
final class StreamType {

    private StreamType() {}

    static StreamTableName find(NventStore store, String type) {
        return store.streamTables().list().stream()
                .filter(known -> known.subjectType().equals(type))
                .findFirst()
                .orElseThrow(() -> Refusal.failed("there is no generic type of streams '" + type
                        + "'; 'nvent streams' lists those that there are"));
    }
}
