package dev.nvent.store.benchmarks.workload;

import dev.nvent.store.stream.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** An event with its payload bound to a record, and the same by hand from a row of the store's SELECT. */
record EventRow(Event event, Payload payload) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The payload of the loaded events. */
    record Payload(int number, String customer, String currency, long amount, String note) {}

    static EventRow read(ResultSet row) throws SQLException {
        int attempt = row.getInt(8);
        boolean hasAttempt = !row.wasNull();
        long version = row.getLong(11);
        boolean hasVersion = !row.wasNull();
        String json = row.getString(9);
        var event = new Event(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                hasAttempt ? attempt : null,
                json,
                row.getString(10),
                hasVersion ? version : null,
                false);
        return new EventRow(event, MAPPER.readValue(json, Payload.class));
    }
}
