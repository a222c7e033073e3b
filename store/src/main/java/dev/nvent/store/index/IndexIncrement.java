package dev.nvent.store.index;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.FieldMap.Located;
import dev.nvent.store.field.FieldPath;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.field.Write;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.SqlStates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import tools.jackson.databind.JsonNode;

/** Increments of one index: where the number lives decides the statement. */
final class IndexIncrement<R extends Record> {

    private static final FieldPath DELTA = FieldPath.parse("delta");

    private final Database database;
    private final IndexKey<R> key;
    private final EntryChanges<R> changes;

    IndexIncrement(Database database, IndexKey<R> key, EntryChanges<R> changes) {
        this.database = database;
        this.key = key;
        this.changes = changes;
    }

    int counter(Operation call, String id, CounterField<R> counter, int delta) {
        return Math.toIntExact(column(call, id, counter.path(), counter.field(), delta));
    }

    BigDecimal field(Operation call, String id, String name, BigDecimal delta) {
        FieldPath path = call.check(() -> FieldPath.parse(StoredText.check(name, "field")));
        JsonNode checkedDelta = call.check(() -> Json.ofNumber(delta, "delta"));
        Located<R> located = call.check(() -> key.table().routeOf(path));
        return switch (located.route()) {
            case CounterField<R> counter -> column(call, id, path, counter.field(), Codec.INTEGER, checkedDelta);
            case ColumnField<R, ?, ?> column -> column(call, id, path, column, checkedDelta);
            case DocumentField<R> document -> json(call, id, path, document.field(), located.rest(), delta);
            case OverflowField<R> rest -> json(call, id, path, rest.field(), located.rest(), delta);
        };
    }

    private <T> BigDecimal column(
            Operation call, String id, FieldPath path, ColumnField<R, T, ?> column, JsonNode delta) {
        if (!column.codec().isNumeric()) {
            throw new IncrementException(call, path.toString(), IncrementException.Reason.NOT_A_NUMBER);
        }
        return column(call, id, path, column.field(), column.codec(), delta);
    }

    private <T> BigDecimal column(
            Operation call, String id, FieldPath path, TableField<R, T> field, Codec<?, T> codec, JsonNode delta) {
        T typedDelta = call.check(() -> codec.parse(delta, DELTA));
        return BigDecimal.valueOf(column(call, id, path, field, typedDelta));
    }

    private <T> long column(Operation call, String id, FieldPath path, TableField<R, T> field, T delta) {
        var change = new EntryChange<R>(key.entry(id), List.of(new Write.Add<>(field, delta)));
        EntryState state = found(call, path, () -> database.write(call, changes.update(change)));
        return state.sums().get(field.getName());
    }

    private BigDecimal json(
            Operation call,
            String id,
            FieldPath path,
            TableField<R, JSONB> document,
            List<String> rest,
            BigDecimal delta) {
        return found(call, path, () -> database.write(call, changes.increment(key.entry(id), document, rest, delta)));
    }

    private static <T> T found(Operation call, FieldPath path, Supplier<Optional<T>> increment) {
        try {
            return increment.get().orElseThrow(() -> new EntryNotFoundException(call));
        } catch (DatabaseException e) {
            throw SqlStates.incrementRefused(e)
                    .<RuntimeException>map(reason -> new IncrementException(call, path.toString(), reason))
                    .orElse(e);
        }
    }
}
