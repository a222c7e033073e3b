package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nvent.store.NventStore;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.field.Codec;
import dev.nvent.store.field.ColumnField;
import dev.nvent.store.field.MetadataField;
import dev.nvent.store.subject.IndexSubject.FlowRuns;
import java.util.List;
import java.util.Locale;
import org.jooq.DataType;
import org.jooq.EnumType;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Columns whose type differs from that of their class, which the store refuses when it is opened. */
class ColumnTypeMismatchTest {

    @RegisterExtension
    static final TestStore STORE = new TestStore("types");

    @Test
    void a_column_that_is_smaller_than_its_class_is_refused_at_open() {
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD small_text varchar(2),"
                + " ADD small_number numeric(12,2), ADD small_time timestamptz(3)");

        assertThat(List.<MetadataField<?>>of(
                        ColumnField.own(FlowRuns.class, "x", column("small_text", SQLDataType.CLOB), Codec.TEXT),
                        ColumnField.own(FlowRuns.class, "x", column("small_text", SQLDataType.VARCHAR(3)), Codec.TEXT),
                        ColumnField.own(
                                FlowRuns.class, "x", column("small_number", SQLDataType.NUMERIC), Codec.DECIMAL),
                        ColumnField.own(
                                FlowRuns.class, "x", column("small_number", SQLDataType.NUMERIC(12, 4)), Codec.DECIMAL),
                        ColumnField.own(
                                FlowRuns.class,
                                "x",
                                column("small_time", SQLDataType.TIMESTAMPWITHTIMEZONE),
                                Codec.TIMESTAMP)))
                .allSatisfy(field -> assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> NventStore.open(STORE.plainOptions().withFields(field)))
                        .withMessageContaining("has a smaller size than its class"));
    }

    @Test
    void an_enum_type_without_a_value_of_its_class_is_refused_at_open() {
        TestPostgres.execute("CREATE TYPE " + STORE.schema() + ".feeling AS ENUM ('happy')");
        TestPostgres.execute("ALTER TABLE " + STORE.schema() + ".types_flow_runs ADD feeling " + STORE.schema()
                + ".feeling, ADD color text");

        assertThat(List.of(Feeling.column("feeling"), Feeling.column("color")))
                .allSatisfy(column -> assertThatExceptionOfType(SchemaException.class)
                        .isThrownBy(() -> NventStore.open(STORE.plainOptions()
                                .withFields(ColumnField.own(
                                        FlowRuns.class, column.getName(), column, Codec.ofEnum(Feeling.class)))))
                        .withMessageContaining(
                                column.getName().equals("color")
                                        ? "color has the type text"
                                        : "feeling has the type feeling without sad, which its class has"));
    }

    private static <T> TableField<org.jooq.Record, T> column(String name, DataType<T> type) {
        return new ShopRuns("nvent_flow_runs").column(name, type);
    }

    private enum Feeling implements EnumType {
        HAPPY,
        SAD;

        static TableField<org.jooq.Record, Feeling> column(String name) {
            return new ShopRuns("nvent_flow_runs").column(name, SQLDataType.VARCHAR.asEnumDataType(Feeling.class));
        }

        @Override
        public String getName() {
            return "feeling";
        }

        @Override
        public String getLiteral() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
