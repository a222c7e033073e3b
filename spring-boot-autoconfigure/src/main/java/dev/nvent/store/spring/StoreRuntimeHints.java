package dev.nvent.store.spring;

import dev.nvent.store.jooq.Nvent;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** For native images: jOOQ creates records by reflection, and the migrations are resources. */
final class StoreRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("nvent-store/**");
        for (Table<?> table : Nvent.NVENT.getTables()) {
            hints.reflection().registerType(table.getRecordType(), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        }
    }
}
