package dev.nvent.store.test;

import dev.nvent.store.NventStore;
import dev.nvent.store.PoolOptions;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.schema.Namespace;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The extension behind {@link StoreTest}. */
final class StoreExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace KEYS = ExtensionContext.Namespace.create(StoreExtension.class);

    private static final Map<Class<?>, Function<OpenDatabase, Object>> PARAMETERS = Map.of(
            NventStore.class, OpenDatabase::store,
            StoreDatabase.class, OpenDatabase::database,
            DataSource.class, open -> open.database().dataSource());

    /** JUnit closes it with the context that it was created for. */
    private record OpenDatabase(StoreDatabase database, NventStore store) implements AutoCloseable {

        static OpenDatabase create(Namespace namespace) {
            StoreDatabase database = StoreDatabase.create(namespace);
            return new OpenDatabase(
                    database,
                    NventStore.open(StoreOptions.of(database.url())
                            .withSchema(namespace.schema())
                            .withPrefix(namespace.prefix())
                            .withPool(PoolOptions.DEFAULT.withMinIdle(0))));
        }

        @Override
        public void close() {
            store.close();
            database.close();
        }
    }

    /** A constructor belongs to the test that its instance is created for. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        OpenDatabase open = context.getStore(KEYS)
                .computeIfAbsent(
                        OpenDatabase.class, key -> OpenDatabase.create(namespace(context)), OpenDatabase.class);
        return PARAMETERS.get(parameter.getParameter().getType()).apply(open);
    }

    private static Namespace namespace(ExtensionContext context) {
        return context.getTestClass()
                .flatMap(test -> AnnotationSupport.findAnnotation(test, StoreTest.class))
                .map(annotation -> new Namespace(annotation.schema(), annotation.prefix()))
                .orElse(Namespace.DEFAULT);
    }
}
