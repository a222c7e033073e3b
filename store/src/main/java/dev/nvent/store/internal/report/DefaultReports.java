package dev.nvent.store.internal.report;

import static dev.nvent.store.internal.Arguments.required;

import dev.nvent.store.error.Operation;
import dev.nvent.store.internal.json.Json;
import dev.nvent.store.internal.json.JsonConverter;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.report.Reports;
import dev.nvent.store.schema.Namespace;
import org.jooq.Converter;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;

/** Reports on a database. */
public record DefaultReports(Database database, Namespace namespace, JsonConverter json) implements Reports {

    private static final Operation DSL = Operation.of("reports.dsl");

    @Override
    public DSLContext dsl() {
        return database.dsl(DSL);
    }

    @Override
    public DSLContext dsl(DSLContext own) {
        return Database.dsl(required(own, "dsl"), namespace::mapTables);
    }

    @Override
    public <T> Field<T> document(Field<JSONB> document, Class<T> type) {
        required(type, "type");
        return required(document, "document")
                .convert(Converter.ofNullable(
                        JSONB.class,
                        type,
                        stored -> json.toJava(Json.parse(stored.data()), type, document.getName()),
                        value -> Json.jsonb(json.toJson(value, document.getName()))));
    }
}
