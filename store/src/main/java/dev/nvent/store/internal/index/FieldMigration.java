package dev.nvent.store.internal.index;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.InvalidInputException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.FieldMigrationResult;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.internal.Arguments;
import dev.nvent.store.internal.catalog.IndexTable;
import dev.nvent.store.internal.field.OwnColumn;
import dev.nvent.store.internal.index.FieldMoveStatements.Place;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jooq.Record;

/**
 * Moves the values of a field from the overflow column to its own column, batch by batch, each in a transaction of its own.
 * Where the value is makes no difference to reads, so it can stop anywhere; the next run continues with what is left.
 */
public final class FieldMigration {

    private static final Operation CALL = Operation.of("migrateField");

    private final Database database;
    private final Indexes indexes;

    /** On the tables of a store. */
    public FieldMigration(Database database, Indexes indexes) {
        this.database = database;
        this.indexes = indexes;
    }

    /** Moves all values that fit the column. Reports the number of entries that were looked at. */
    public FieldMigrationResult run(MetadataField<?> field, LongConsumer progress) {
        Arguments.validate(CALL, () -> Arguments.required(field, "field"));
        Arguments.validate(CALL, () -> Arguments.required(progress, "progress"));
        return Arguments.validate(
                        CALL,
                        () -> indexes.tables().stream()
                                .flatMap(table -> on(table, field).stream())
                                .findFirst()
                                .orElseThrow(() -> new InvalidInputException(
                                        "field", "a field that was given to StoreOptions.withFields", "another field")))
                .run(progress);
    }

    private <R extends Record> Optional<Move<R>> on(IndexTable<R> table, MetadataField<?> field) {
        return table.fields().own().stream()
                .filter(own -> own.route().equals(field))
                .findFirst()
                .map(own -> new Move<>(table, own));
    }

    private final class Move<R extends Record> {

        private final FieldMoveStatements<R> statements;
        private final List<FieldMigrationResult.Entry> examples = new ArrayList<>();
        private long moved;
        private long remaining;

        Move(IndexTable<R> table, OwnColumn<R> own) {
            this.statements = new FieldMoveStatements<>(table, own);
        }

        FieldMigrationResult run(LongConsumer progress) {
            long seen = 0;
            var last = new EntryKey("", "");
            for (; ; ) {
                List<Place> page = database.read(CALL, statements.after(last));
                if (page.isEmpty()) {
                    return new FieldMigrationResult(moved, remaining, examples);
                }
                page.stream()
                        .filter(place -> place.isInOverflow() && !place.fits())
                        .forEach(place -> leave(place.key()));
                move(page.stream()
                        .filter(place -> place.isInOverflow() && place.fits())
                        .map(Place::key)
                        .toList());
                last = page.getLast().key();
                seen += page.size();
                progress.accept(seen);
            }
        }

        /** A value can be refused by a constraint too: the others move one by one. */
        private void move(List<EntryKey> keys) {
            if (keys.isEmpty()) {
                return;
            }
            try {
                moved += database.write(CALL, statements.move(keys));
            } catch (DatabaseException e) {
                if (!SqlStates.isValueRefused(e)) {
                    throw e;
                }
                if (keys.size() == 1) {
                    leave(keys.getFirst());
                } else {
                    keys.forEach(key -> move(List.of(key)));
                }
            }
        }

        private void leave(EntryKey key) {
            remaining++;
            if (examples.size() < FieldMigrationResult.MAX_EXAMPLES) {
                examples.add(new FieldMigrationResult.Entry(key.indexKey(), key.id()));
            }
        }
    }
}
