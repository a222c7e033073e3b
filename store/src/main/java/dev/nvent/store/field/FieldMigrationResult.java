package dev.nvent.store.field;

import java.util.List;

/**
 * The result of moving a field into its column.
 *
 * @param moved the number of entries whose value moved to the column
 * @param remaining the number of entries whose value does not fit the column, and was left where it is
 * @param examples the first of the entries that remain, at most {@value #MAX_EXAMPLES}
 */
public record FieldMigrationResult(long moved, long remaining, List<Entry> examples) {

    /** The maximum number of examples. */
    public static final int MAX_EXAMPLES = 100;

    /** Copies the examples. */
    public FieldMigrationResult {
        examples = List.copyOf(examples);
    }

    /**
     * An entry.
     *
     * @param index what identifies its index in the table: the name of the flow, or the subject; empty where the table is
     *     one index
     * @param id the id of the entry
     */
    public record Entry(String index, String id) {}
}
