package dev.nvent.store.codegen;

import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.postgres.PostgresDatabase;
import org.postgresql.Driver;

/** Runs jOOQ's generator on a database that has been migrated. */
public final class ClassGenerator {

    private ClassGenerator() {}

    /**
     * Generates classes.
     *
     * @param generator what to generate, and where; with a database and a target
     */
    public static void generate(String jdbcUrl, Generator generator) throws Exception {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        if (generator.getDatabase().getName() == null) {
            generator.getDatabase().setName(PostgresDatabase.class.getName());
        }
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withDriver(Driver.class.getName()).withUrl(jdbcUrl))
                .withGenerator(generator));
    }
}
