package dev.nvent.store;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.stream.EventImport;
import dev.nvent.store.subject.SubjectParser;
import java.sql.Connection;
import org.jooq.Configuration;
import org.jooq.conf.Settings;

/** The arrows of the house: who may know whom. */
@AnalyzeClasses(packages = "dev.nvent.store", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String GENERATED = "dev.nvent.store.jooq..";

    @ArchTest
    static final ArchRule the_arrows_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("facade")
            .definedBy("dev.nvent.store")
            .layer("tiers")
            .definedBy("..store.stream..", "..store.index..", "..store.kv..", "..store.report..")
            .layer("transition")
            .definedBy("..store.transition..")
            .layer("subject")
            .definedBy("..store.subject..")
            .layer("catalog")
            .definedBy("..store.internal.catalog..")
            .layer("field")
            .definedBy("..store.field..")
            .layer("sql")
            .definedBy("..store.internal.sql..")
            .layer("schema")
            .definedBy("..store.schema..")
            .whereLayer("transition")
            .mayOnlyBeAccessedByLayers("facade")
            .whereLayer("tiers")
            .mayOnlyBeAccessedByLayers("facade", "transition")
            .whereLayer("subject")
            .mayOnlyBeAccessedByLayers("facade", "transition", "tiers")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("subject", "transition", "tiers")
            .whereLayer("field")
            .mayOnlyBeAccessedByLayers("catalog", "transition", "tiers")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("facade", "transition", "tiers", "schema")
            .whereLayer("schema")
            .mayOnlyBeAccessedByLayers("facade");

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().assignedFrom(new Packages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_parts_of_metadata_run_no_statements = noClasses()
            .that()
            .resideInAnyPackage(
                    "..store.subject..", "..store.internal.catalog..", "..store.field..", "..store.internal.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "..store.internal.sql..");

    @ArchTest
    static final ArchRule one_class_owns_the_settings_of_jooq = noClasses()
            .that()
            .doNotBelongToAnyOf(Database.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Settings.class);

    @ArchTest
    static final ArchRule tiers_leave_connections_to_the_database = noClasses()
            .that()
            .resideInAnyPackage(
                    "..store.stream..", "..store.index..", "..store.kv..", "..store.report..", "..store.transition..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Connection.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Configuration.class);

    @ArchTest
    static final ArchRule json_and_errors_know_no_tables = noClasses()
            .that()
            .resideInAnyPackage("..store.internal.json..", "..store.error..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GENERATED);

    @ArchTest
    static final ArchRule subjects_are_spelled_in_one_place = classes()
            .that()
            .belongToAnyOf(SubjectParser.class)
            .should()
            .onlyBeAccessed()
            .byClassesThat(resideInAnyPackage("dev.nvent.store", "..store.subject..", "..store.transition..")
                    .or(equivalentTo(EventImport.class)));

    /** Every package is a slice, except the root, whose types all may use, and the generated classes. */
    private static final class Packages implements SliceAssignment {

        private static final String ROOT = "dev.nvent.store";

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return !name.startsWith(ROOT + ".") || name.startsWith(ROOT + ".jooq")
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(name.substring(ROOT.length() + 1));
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
