package dev.nvent.store.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nvent.store.maven.MavenProjectCopy.Build;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plugin in projects of users, on an embedded server. */
@Tag("jar")
@Tag("postgres")
@Tag("slow")
class GenerateMojoTest {

    private static final String MIGRATIONS = "src/main/resources/db/nvent/";

    @Test
    void classes_of_own_tables_columns_functions_and_types_are_generated_once_and_fit_the_code() throws IOException {
        MavenProjectCopy project = MavenProjectCopy.ofTest("generated");

        Build first = project.build("compile");
        assertThat(first.successful()).as(first.text()).isTrue();
        assertThat(first.text()).contains("on embedded PostgreSQL 18").doesNotContain("Flyway", "initdb", "jOOQ");
        assertThat(project.generatedFiles())
                .containsExactlyInAnyOrder(
                        "shop/db/DefaultCatalog.java",
                        "shop/db/Domains.java",
                        "shop/db/Indexes.java",
                        "shop/db/Keys.java",
                        "shop/db/Nvent.java",
                        "shop/db/Routines.java",
                        "shop/db/Tables.java",
                        "shop/db/enums/Tier.java",
                        "shop/db/routines/Discount.java",
                        "shop/db/tables/Customers.java",
                        "shop/db/tables/FlowRuns.java",
                        "shop/db/tables/Stock.java",
                        "shop/db/tables/records/CustomersRecord.java",
                        "shop/db/tables/records/FlowRunsRecord.java",
                        "shop/db/tables/records/StockRecord.java",
                        "shop/db/warehouse/Keys.java",
                        "shop/db/warehouse/Tables.java",
                        "shop/db/warehouse/Warehouse.java",
                        "shop/db/warehouse/tables/Shelves.java",
                        "shop/db/warehouse/tables/records/ShelvesRecord.java");

        Build unchanged = project.build("generate-sources");
        assertThat(unchanged.text()).contains("keeping the generated classes").doesNotContain("PostgreSQL");

        project.replace(MIGRATIONS + "V1000__customers.sql", "    country ", "    nation ");
        Build renamed = project.build("compile");
        assertThat(renamed.successful()).isFalse();
        assertThat(renamed.text()).contains("Main.java", "COUNTRY");
    }

    @Test
    void a_broken_migration_fails_the_build_with_the_file_and_the_statement() throws IOException {
        MavenProjectCopy project = MavenProjectCopy.ofTest("generated");
        project.write(MIGRATIONS + "V1003__broken.sql", "SELECT 1;\n\nSELECT * FROM no_such_table;\n");

        Build build = project.build("generate-sources");

        assertThat(build.successful()).isFalse();
        assertThat(build.text())
                .contains(
                        "Migration V1003__broken.sql failed at line 3",
                        "relation \"no_such_table\" does not exist",
                        "SELECT * FROM no_such_table")
                .doesNotContain("Exception:");
    }

    @Test
    void a_package_name_that_java_does_not_allow_fails_the_build() throws IOException {
        MavenProjectCopy project = MavenProjectCopy.ofTest("generated");
        project.replace("pom.xml", "shop.db", "shop-db");

        Build build = project.build("generate-sources");

        assertThat(build.successful()).isFalse();
        assertThat(build.text())
                .contains("'shop-db' is not the name of a Java package")
                .doesNotContain("PostgreSQL 18");
    }
}
