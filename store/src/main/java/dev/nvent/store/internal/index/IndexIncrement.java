package dev.nvent.store.internal.index;

import static dev.nvent.store.internal.Arguments.required;
import static dev.nvent.store.internal.Arguments.validate;

import dev.nvent.store.error.DatabaseException;
import dev.nvent.store.error.EntryNotFoundException;
import dev.nvent.store.error.IncrementException;
import dev.nvent.store.error.Operation;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.CounterField;
import dev.nvent.store.field.DocumentField;
import dev.nvent.store.field.OverflowField;
import dev.nvent.store.internal.field.FieldMap.Located;
import dev.nvent.store.internal.field.FieldPath;
import dev.nvent.store.internal.field.Write;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.StoredText;
import dev.nvent.store.internal.sql.SqlStates;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import tools.jackson.databind.JsonNode;

/** Increments in one index. The statement depends on where the number is stored. */
final class IndexIncrement<R extends Record> {

    private static final String DELTA = "delta";

    private final VersionLimit<R> versions;
    private final TableIndex<R> index;
    private final UpdateStatements<R> statements;

    IndexIncrement(VersionLimit<R> versions, TableIndex<R> index) {
        this.versions = versions;
        this.index = index;
        this.statements = index.statements().updates();
    }

    int counter(Operation call, String id, CounterField<R> counter, int delta) {
        validate(call, () -> {
            index.table().fields().checkRouted(required(counter, "counter").field());
            return counter;
        });
        return column(call, id, counter.path(), counter.field(), delta).intValueExact();
    }

    BigDecimal field(Operation call, String id, String name, BigDecimal delta) {
        String path = validate(call, () -> StoredText.check(name, "field"));
        JsonNode checkedDelta = validate(call, () -> Json.ofNumber(delta, "delta"));
        Located<R> located = validate(call, () -> index.table().routeOf(FieldPath.parse(path)));
        return switch (located.route()) {
            case CounterField<R> counter -> column(call, id, path, counter.field(), Codec.INTEGER, checkedDelta);
            case ColumnField<R, ?, ?> column -> column(call, id, path, column, checkedDelta);
            case DocumentField<R> document -> json(call, id, path, document.field(), located.rest(), delta);
            case OverflowField<R> rest -> json(call, id, path, rest.field(), located.rest(), delta);
        };
    }

    private <T> BigDecimal column(Operation call, String id, String path, ColumnField<R, T, ?> column, JsonNode delta) {
        if (!column.codec().isNumeric()) {
            throw new IncrementException(call, path, IncrementException.Reason.NOT_A_NUMBER);
        }
        return column(call, id, path, column.field(), column.codec(), delta);
    }

    private <T> BigDecimal column(
            Operation call, String id, String path, TableField<R, T> field, Codec<?, T> codec, JsonNode delta) {
        T typedDelta = validate(call, () -> codec.parse(delta, DELTA));
        return column(call, id, path, field, typedDelta);
    }

    private <T> BigDecimal column(Operation call, String id, String path, TableField<R, T> field, T delta) {
        Write<R> addition = validate(call, () -> new Write.Add<>(field, delta));
        var change = new EntryChange<>(index.entry(id), List.of(addition));
        UpdatedEntry state = found(call, path, () -> versions.write(call, change.key(), statements.update(change)));
        return state.sum(field.getName());
    }

    private BigDecimal json(
            Operation call,
            String id,
            String path,
            TableField<R, JSONB> document,
            List<String> rest,
            BigDecimal delta) {
        EntryKey key = index.entry(id);
        return found(call, path, () -> versions.write(call, key, statements.increment(key, document, rest, delta)));
    }

    private static <T> T found(Operation call, String path, Supplier<Optional<T>> increment) {
        try {
            return increment.get().orElseThrow(() -> new EntryNotFoundException(call));
        } catch (DatabaseException e) {
            throw SqlStates.incrementRefused(e)
                    .<RuntimeException>map(reason -> new IncrementException(call, path, reason))
                    .orElse(e);
        }
    }
}
