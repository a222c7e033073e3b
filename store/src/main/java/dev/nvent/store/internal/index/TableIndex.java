package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.field.Patch;
import dev.nvent.store.index.DueTime;
import dev.nvent.store.index.IndexQuery;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.FieldWrites;
import dev.nvent.store.internal.field.Write;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.json.StoredText;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.TableField;

/**
 * One index: the rows of its table that are its entries, and the statements on them.
 *
 * @param key the value of its rows in the index key column; empty where the table is one index
 * @param json converts between Java values and JSON
 */
public record TableIndex<R extends Record>(
        IndexTable<R> table, Optional<String> key, IndexStatements<R> statements, JsonConverter json) {

    /** The index key as statements take it. */
    String keyOrEmpty() {
        return key.orElse("");
    }

    EntryKey entry(String id) {
        return new EntryKey(keyOrEmpty(), id);
    }

    EntryKeys entries(Collection<String> ids) {
        return new EntryKeys(keyOrEmpty(), ids.toArray(String[]::new));
    }

    /** Refuses conditions that a claim cannot have. */
    public void checkClaim(IndexQuery<? super R> due) {
        statements.claims().claim(keyOrEmpty(), IndexInput.claimQuery(due), Duration.ZERO);
    }

    String checkedId(String id) {
        StoredText.checkKey(id, "id");
        // Both together are one key of the database.
        StoredText.checkIndexable(keyOrEmpty() + id, key.isEmpty() ? "id" : "id with what its subject names");
        return id;
    }

    /** Metadata as writes for the entry {@code id}. */
    FieldWrites<R> patch(String id, Map<String, ?> metadata) {
        return table.patch(id, json.toJson(metadata, "metadata"));
    }

    FieldWrites<R> checkedPatch(Patch<R> patch) {
        return table.check(required(patch, "patch"));
    }

    /** The write that makes an entry due. */
    Write<R> due(DueTime time) {
        TableField<R, Long> column = table.due().column();
        return switch (required(time, "dueTime")) {
            case DueTime.At at -> new Write.Assign<>(column, at.time().toEpochMilli());
            case DueTime.After after ->
                new Write.AddToNow<>(column, after.delay().toMillis());
        };
    }
}
