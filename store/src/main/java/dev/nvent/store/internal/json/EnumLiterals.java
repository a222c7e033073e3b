package dev.nvent.store.internal.json;

import org.jooq.EnumType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** Writes and reads the constants of enums that jOOQ generates as the values of the database, not by their Java names. */
final class EnumLiterals extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, @Nullable String[] names) {
        String[] found = super.findEnumValues(config, type, constants, names);
        for (int i = 0; i < constants.length; i++) {
            if (constants[i] instanceof EnumType constant) {
                found[i] = constant.getLiteral();
            }
        }
        return found;
    }
}
