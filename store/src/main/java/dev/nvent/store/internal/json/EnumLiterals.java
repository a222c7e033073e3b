package dev.nvent.store.internal.json;

import org.jooq.EnumType;
import tools.jackson.core.Version;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the constants of enums that jOOQ generates as the values of the database, not by their Java names. */
final class EnumLiterals extends AnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private EnumLiterals() {}

    /** The same mapper, with these names of constants. */
    static JsonMapper in(JsonMapper mapper) {
        AnnotationIntrospector others = mapper.serializationConfig().getAnnotationIntrospector();
        return mapper.rebuild()
                .annotationIntrospector(AnnotationIntrospector.pair(new EnumLiterals(), others))
                .build();
    }

    @Override
    public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
        for (int i = 0; i < constants.length; i++) {
            if (constants[i] instanceof EnumType constant) {
                names[i] = constant.getLiteral();
            }
        }
        return names;
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }
}
