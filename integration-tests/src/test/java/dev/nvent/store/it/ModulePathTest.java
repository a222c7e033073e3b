package dev.nvent.store.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular application, and one on a runtime of jlink, with the jars of the store as Maven builds them. */
@Tag("slow")
class ModulePathTest {

    /** The runtime dependencies of the store. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(nvent-store(-schema|-codegen)?-\\d|jooq-\\d|r2dbc-spi|reactive-streams|jspecify|postgresql-"
                    + "|flyway-|HikariCP|jackson-(core|databind|annotations)|cron-utils|slf4j-(api|simple)).*\\.jar");

    private static final String MODULE = """
            module shop {
                requires dev.nvent.store;
                requires dev.nvent.store.jooq;
                requires org.jooq;
                requires tools.jackson.databind;
                requires com.zaxxer.hikari;
            }
            """;

    private static final String MAIN = """
            package shop;

            import static dev.nvent.store.jooq.Tables.STREAM;

            import dev.nvent.store.NventStore;
            import dev.nvent.store.StoreOptions;
            import dev.nvent.store.stream.NewEvent;
            import java.util.Map;

            public class Main {
                public static void main(String[] arguments) {
                    var options = StoreOptions.of(arguments[0]).withSchema(arguments[1]);
                    try (NventStore store = NventStore.open(options)) {
                        store.stream("shop:order:1").append(NewEvent.of("placed").withData(Map.of("items", 3)));
                        System.out.println(Main.class.getModule().getName() + " "
                                + store.stream("shop:order:1").read().events().getFirst().data() + " "
                                + store.reports().dsl().fetchCount(STREAM));
                    }
                }
            }
            """;

    @Test
    void a_modular_application_migrates_writes_and_reads(@TempDir Path directory) throws Exception {
        Path classes = compile(directory, MODULE);

        assertThat(run(
                        javaHome(),
                        "-p",
                        classes + File.pathSeparator + libraries(),
                        "-m",
                        "shop/shop.Main",
                        TestPostgres.url(),
                        "modular"))
                .isEqualTo("shop {items=3} 1");
    }

    @Test
    void an_application_on_a_small_runtime_migrates_writes_and_reads(@TempDir Path directory) throws Exception {
        Path runtime = directory.resolve("runtime");
        var jlink = java.util.spi.ToolProvider.findFirst("jlink").orElseGet(() -> abort("this JDK has no jlink"));
        int status = jlink.run(
                System.out,
                System.err,
                "--add-modules",
                "java.sql,java.naming,java.management",
                "--output",
                runtime.toString());
        assertThat(status).isZero();
        Path classes = compile(directory, "");

        assertThat(run(
                        runtime,
                        "-cp",
                        classes + File.pathSeparator + libraries(),
                        "shop.Main",
                        TestPostgres.url(),
                        "jlinked"))
                .isEqualTo("null {items=3} 1");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** @param module the text of module-info.java; empty for the class path */
    private static Path compile(Path directory, String module) throws IOException {
        Path classes = directory.resolve("classes");
        Path main = Files.createDirectories(directory.resolve("source/shop")).resolve("Main.java");
        Files.writeString(main, MAIN);
        List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(), module.isEmpty() ? "-cp" : "--module-path", libraries(), main.toString()));
        if (!module.isEmpty()) {
            Path info = directory.resolve("source/module-info.java");
            Files.writeString(info, module);
            arguments.add(info.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return classes;
    }

    private static String libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String jars = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> LIBRARIES
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
        if (!jars.contains("nvent-store-codegen")) {
            abort("the store has not been packaged; run 'make test', or 'make test ONLY=ModulePathTest'");
        }
        return jars;
    }

    private static String run(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin/java").toString(), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
