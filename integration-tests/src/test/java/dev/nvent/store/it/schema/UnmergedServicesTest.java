package dev.nvent.store.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nvent.store.NventStore;
import dev.nvent.store.StoreOptions;
import dev.nvent.store.error.SchemaException;
import dev.nvent.store.it.TestPostgres;
import dev.nvent.store.stream.NewEvent;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One JAR of all, whose build kept one file of each name in META-INF/services, and class loaders of callers. */
@Tag("slow")
class UnmergedServicesTest {

    private static final String USERS = "classpath:dev/nvent/store/it/schema/users";

    enum Kept {
        FIRST,
        LAST,
        FLYWAY_POSTGRESQL,
        NONE,
        ALL
    }

    @ParameterizedTest
    @EnumSource
    void the_store_needs_no_service_files(Kept kept) throws Exception {
        assertThat(run(kept)).isEqualTo("1 event");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALL")
    void migrations_of_users_are_an_error_that_says_what_to_merge(Kept kept) {
        assertThatThrownBy(() -> run(kept, USERS))
                .isInstanceOf(InvocationTargetException.class)
                .cause()
                .hasMessageContainingAll("META-INF/services", "ServicesResourceTransformer")
                .extracting(error -> error.getClass().getName())
                .isEqualTo(SchemaException.class.getName());
    }

    @Test
    void migrations_of_users_run_with_all_service_files() throws Exception {
        assertThat(run(Kept.ALL, USERS)).isEqualTo("1 event");
    }

    @Test
    void migrations_are_found_without_a_context_class_loader() {
        ScratchSchema schema = ScratchSchema.fresh();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            NventStore.open(schema.options().withMigrations(USERS)).close();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(schema.strings("SELECT tenant FROM ${schema}.${prefix}_tenants"))
                .containsExactly("first");
    }

    private static String run(Kept kept, String... migrations) throws Exception {
        String schema = ScratchSchema.fresh().namespace().schema();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var loader = new OneJar(kept)) {
            Thread.currentThread().setContextClassLoader(loader);
            return (String) loader.loadClass(Application.class.getName())
                    .getMethod("run", String.class, String.class, String[].class)
                    .invoke(null, TestPostgres.url(), schema, migrations);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Runs within the class loader of the JAR. */
    public static final class Application {

        private Application() {}

        /** Opens a store, appends an event and reads it. */
        public static String run(String url, String schema, String... migrations) {
            var options = StoreOptions.of(url).withSchema(schema).withMigrations(migrations);
            try (NventStore store = NventStore.open(options)) {
                store.stream("shop:order:1").append(NewEvent.of("placed"));
                return store.stream("shop:order:1").read().events().size() + " event";
            }
        }
    }

    private static final class OneJar extends URLClassLoader {

        private static final Pattern SERVICES = Pattern.compile("META-INF/services/.+");
        private final Kept kept;

        OneJar(Kept kept) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.kept = kept;
        }

        @Override
        public URL findResource(String name) {
            try {
                Enumeration<URL> all = findResources(name);
                return all.hasMoreElements() ? all.nextElement() : null;
            } catch (IOException e) {
                return null;
            }
        }

        @Override
        public Enumeration<URL> findResources(String name) throws IOException {
            Enumeration<URL> all = super.findResources(name);
            if (!SERVICES.matcher(name).matches() || !all.hasMoreElements()) {
                return all;
            }
            List<URL> files = Collections.list(all);
            return Collections.enumeration(
                    switch (kept) {
                        case FIRST -> List.of(files.getFirst());
                        case LAST -> List.of(files.getLast());
                        case FLYWAY_POSTGRESQL ->
                            files.stream()
                                    .filter(file -> file.getPath().contains("flyway-database-postgresql"))
                                    .toList();
                        case NONE -> List.of();
                        case ALL -> files;
                    });
        }

        private static URL[] classPath() {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path)
                    .map(OneJar::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
    }
}
