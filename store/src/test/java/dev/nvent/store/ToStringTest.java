package dev.nvent.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nvent.store.field.FlowRunFields;
import dev.nvent.store.field.Patch;
import dev.nvent.store.stream.NewEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** No {@code toString} of any type of the library shows a payload, a value or a password. */
class ToStringTest {

    private static final String SECRET = "s3cret";

    /** Needs a row of the database; the tests on one cover it. */
    private static final String INDEX_ENTRY = "dev.nvent.store.internal.index.DefaultIndexEntry";

    /** Shows what it has written to Jackson, and to nothing else. */
    private static final String WRITER = "dev.nvent.store.internal.json.BoundedWriter";

    /** Text that is a payload or a value. All other text is a name, an id or a message without values. */
    private static final Set<String> TEXT_OF_CALLERS = Set.of("json", "payload", "password", "value", "data");

    /** One of each class that is no record and has a {@code toString} of its own. */
    private static final Map<String, Object> SAMPLES = Map.of(
            "dev.nvent.store.StoreOptions",
            StoreOptions.of("postgresql://u:" + SECRET + "@h/db"),
            "dev.nvent.store.ConnectionOptions",
            ConnectionOptions.of("h", 1, "db").withPassword(SECRET),
            "dev.nvent.store.stream.NewEvent",
            NewEvent.of("t").withData(SECRET),
            "dev.nvent.store.internal.field.FieldWrites",
            Patch.of(FlowRunFields.STATUS, SECRET).and(FlowRunFields.EXTRA, Map.of("k", SECRET)));

    /** Records that are being built, so that one that contains its own type ends somewhere. */
    private static final ThreadLocal<Set<Class<?>>> NESTED = ThreadLocal.withInitial(HashSet::new);

    static Stream<Class<?>> typesWithText() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.nvent.store")
                        .stream()
                        .filter(type -> !type.getPackageName().startsWith("dev.nvent.store.jooq"))
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> !type.isEnum() && !Throwable.class.isAssignableFrom(type))
                        .filter(ToStringTest::hasOwnText)
                        .filter(type -> !Set.of(INDEX_ENTRY, WRITER).contains(type.getName()))
                        .sorted((one, other) -> one.getName().compareTo(other.getName()));
    }

    @ParameterizedTest
    @MethodSource("typesWithText")
    void no_text_of_a_type_shows_a_value(Class<?> type) {
        Object sample = type.isRecord() ? record(type) : SAMPLES.get(type.getName());

        assertThat(sample).as("a sample of " + type.getName()).isNotNull();
        assertThat(sample.toString()).doesNotContain(SECRET);
    }

    private static boolean hasOwnText(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals("toString") && method.getParameterCount() == 0)
                .map(Method::getModifiers)
                .anyMatch(modifiers -> !Modifier.isAbstract(modifiers));
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components)
                    .map(component -> component(component))
                    .toArray());
        } catch (InvocationTargetException e) {
            // Its components are validated so strictly that none of them holds any value.
            return "not constructible";
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type.getName(), e);
        }
    }

    private static Object component(RecordComponent component) {
        if (component.getType() == String.class) {
            return TEXT_OF_CALLERS.contains(component.getName()) ? SECRET : "name";
        }
        return value(component.getGenericType());
    }

    /** A value of a type, with the secret wherever the type allows any value. */
    private static Object value(Type type) {
        return switch (type) {
            case ParameterizedType parameterized -> generic(parameterized);
            case Class<?> plain -> plain(plain);
            case TypeVariable<?> variable -> anything(variable.getBounds()[0]);
            case WildcardType wildcard -> anything(wildcard.getUpperBounds()[0]);
            default -> null;
        };
    }

    private static Object anything(Type bound) {
        return bound == Object.class ? SECRET : value(bound);
    }

    private static Object generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return Optional.ofNullable(value(arguments[0]));
        }
        if (raw == Map.class) {
            Object value = value(arguments[1]);
            return value == null
                    ? Map.of()
                    : Map.of(arguments[0] == String.class ? "name" : value(arguments[0]), value);
        }
        if (raw.isAssignableFrom(List.class)) {
            Object value = value(arguments[0]);
            return value == null ? List.of() : List.of(value);
        }
        if (raw == Set.class) {
            Object value = value(arguments[0]);
            return value == null ? Set.of() : Set.of(value);
        }
        return plain(raw);
    }

    private static Object plain(Class<?> type) {
        if (type == Object.class) {
            return SECRET;
        }
        if (type == String.class) {
            return "name";
        }
        if (type.isAssignableFrom(JsonNodeFactory.instance.objectNode().getClass())) {
            return JsonNodeFactory.instance.objectNode().put("k", SECRET);
        }
        if (type.isArray()) {
            return type.getComponentType() == String.class ? new String[] {SECRET} : null;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isRecord()) {
            if (!NESTED.get().add(type)) {
                return null;
            }
            try {
                Object sample = record(type);
                return type.isInstance(sample) ? sample : null;
            } finally {
                NESTED.get().remove(type);
            }
        }
        if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0]);
        }
        Map<Class<?>, Object> known = Map.ofEntries(
                Map.entry(int.class, 1),
                Map.entry(Integer.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(Long.class, 1L),
                Map.entry(boolean.class, true),
                Map.entry(Boolean.class, true),
                Map.entry(double.class, 1.0),
                Map.entry(char.class, 'c'),
                Map.entry(Instant.class, Instant.EPOCH),
                Map.entry(Duration.class, Duration.ofSeconds(30)),
                Map.entry(OptionalInt.class, OptionalInt.of(1)),
                Map.entry(OptionalLong.class, OptionalLong.of(1)));
        if (known.containsKey(type)) {
            return known.get(type);
        }
        return type.isInterface()
                ? Proxy.newProxyInstance(
                        ToStringTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> method.getName().equals("toString") ? "proxy" : null)
                : null;
    }
}
