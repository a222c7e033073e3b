package dev.nvent.store.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.jooq.tables.records.FlowRunsRecord;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** Processing of an application ahead of time. It connects to no database. */
class AheadOfTimeTest {

    private final InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
    private final RuntimeHints hints = process();

    @Test
    void the_store_is_defined_in_generated_code() {
        assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
                .anyMatch(file -> file.contains("NventStoreAutoConfiguration"));
    }

    @Test
    void migrations_and_records_are_reachable() {
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("nvent-store/migration/V001__flow_events.sql")
                        .test(hints))
                .isTrue();
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(FlowRunsRecord.class)
                        .test(hints))
                .isTrue();
    }

    private RuntimeHints process() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(DataSourceAutoConfiguration.class, NventStoreAutoConfiguration.class);
            var generation =
                    new DefaultGenerationContext(new ClassNameGenerator(ClassName.get("app", "Application")), files);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
            return generation.getRuntimeHints();
        }
    }
}
