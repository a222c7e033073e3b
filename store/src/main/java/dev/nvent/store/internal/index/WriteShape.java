package dev.nvent.store.internal.index;

import dev.nvent.store.internal.field.Write;
import dev.nvent.store.internal.field.Write.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;
import org.jooq.TableField;

/** The shape of the write of one column, which determines its text. */
record WriteShape<R extends Record>(TableField<R, ?> field, Kind kind) {

    static <R extends Record> List<WriteShape<R>> of(List<Write<R>> writes) {
        var shapes = new ArrayList<WriteShape<R>>(writes.size());
        for (Write<R> write : writes) {
            shapes.add(new WriteShape<>(write.field(), write.kind()));
        }
        return shapes;
    }
}
