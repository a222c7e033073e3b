package dev.nvent.store.spring;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;

/** Application contexts as Spring Boot configures them. */
final class Contexts {

    private Contexts() {}

    /** An application with JDBC, transactions, jOOQ and the store. */
    static ApplicationContextRunner application(String url) {
        return new ApplicationContextRunner()
                .withPropertyValues("spring.datasource.url=" + url, "spring.main.banner-mode=off")
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JooqAutoConfiguration.class,
                        NventStoreAutoConfiguration.class,
                        NventStoreJooqAutoConfiguration.class));
    }

    static ApplicationContextRunner withFlyway(String url) {
        return application(url)
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=classpath:host-flyway");
    }

    static ApplicationContextRunner withLiquibase(String url) {
        return application(url)
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("spring.liquibase.change-log=classpath:host-liquibase/changelog.sql");
    }
}
