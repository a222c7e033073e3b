package dev.nvent.store;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.nvent.store.internal.sql.Database;
import dev.nvent.store.internal.sql.Template;
import dev.nvent.store.schema.Namespace;
import java.sql.Connection;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Configuration;
import org.jooq.conf.Settings;
import org.jspecify.annotations.NullMarked;

/** The size of the API, and the direction of dependencies. */
@AnalyzeClasses(packages = "dev.nvent.store", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.nvent.store";
    private static final String GENERATED = ROOT + ".jooq..";
    private static final String INTERNAL = ROOT + ".internal..";

    private static final DescribedPredicate<JavaClass> API = DescribedPredicate.describe(
            "API",
            type -> type.getPackageName().startsWith(ROOT)
                    && type.getModifiers().contains(PUBLIC)
                    && !resideInAnyPackage(INTERNAL, GENERATED).test(type));

    @ArchTest
    static final ArchRule no_signature_of_the_api_mentions_an_internal_type =
            classes().that(API).should(new MentionOnlyPublicTypes());

    /** Features bring their types in packages of their own; those that must lie elsewhere are listed by name. */
    private static final Set<String> PACKAGES_OF_FEATURES =
            Set.of("catalog", "observation", "retention", "subscription", "work");

    private static final Set<String> TYPES_OF_FEATURES = Set.of(
            "error.PartitionLostException",
            "error.ReadOnlyException",
            "error.StoredValueException",
            "error.StreamVersioningException",
            "error.VersionLimitException",
            "field.FieldMigrationResult",
            "index.Claim",
            "index.DueTime",
            "index.Run",
            "index.RunCursor",
            "index.RunPage",
            "index.RunQuery",
            "index.Runs",
            "kv.Lease",
            "schema.Distribution",
            "stream.AppendResult");

    private static final DescribedPredicate<JavaClass> OF_THE_BASE = DescribedPredicate.describe(
            "of the base",
            type -> type.isTopLevelClass()
                    && !type.getSimpleName().equals("package-info")
                    && !PACKAGES_OF_FEATURES.contains(withoutRoot(type.getPackageName()))
                    && !TYPES_OF_FEATURES.contains(withoutRoot(type.getName())));

    private static String withoutRoot(String name) {
        return name.substring(Math.min(name.length(), ROOT.length() + 1));
    }

    @ArchTest
    static final ArchRule the_base_of_the_api_stays_small = classes()
            .that(API)
            .and(OF_THE_BASE)
            .should(ArchConditions.<JavaClass>containNumberOfElements(DescribedPredicate.lessThanOrEqualTo(60)));

    /** NullAway checks these packages only. */
    @ArchTest
    static final ArchRule every_package_declares_what_can_be_null = classes()
            .that()
            .resideOutsideOfPackage(GENERATED)
            .should(new ArchCondition<>("be in a package with @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    events.add(new SimpleConditionEvent(
                            type, type.getPackage().isAnnotatedWith(NullMarked.class), type.getPackageName()));
                }
            });

    @ArchTest
    static final ArchRule features_have_no_cycles =
            slices().assignedFrom(new Features()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule layers_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("operations")
            .definedBy("..store.internal.stream..", "..store.internal.index..", "..store.internal.kv..")
            .layer("transition")
            .definedBy("..store.internal.transition..")
            .layer("catalog")
            .definedBy("..store.internal.catalog..")
            .layer("field")
            .definedBy("..store.internal.field..")
            .layer("sql")
            .definedBy("..store.internal.sql..")
            .whereLayer("operations")
            .mayOnlyBeAccessedByLayers("transition")
            .whereLayer("transition")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("operations", "transition")
            .whereLayer("sql")
            .mayOnlyBeAccessedByLayers("operations", "transition");

    @ArchTest
    static final ArchRule metadata_is_independent_of_statements = noClasses()
            .that()
            .resideInAnyPackage(
                    "..store.subject..",
                    "..store.field..",
                    "..store.internal.subject..",
                    "..store.internal.catalog..",
                    "..store.internal.field..",
                    "..store.internal.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "..store.internal.sql..");

    /** So that a search for Statements finds where SQL is written. */
    @ArchTest
    static final ArchRule statements_are_described_in_classes_that_are_named_so = noClasses()
            .that()
            .resideOutsideOfPackage("..store.internal.sql..")
            .and()
            .haveNameNotMatching(".*Statements(\\$.*)?")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "describes a statement",
                    call -> call.getTargetOwner().isEquivalentTo(Template.class)
                            && Set.of("of", "withoutValues").contains(call.getName())));

    @ArchTest
    static final ArchRule one_class_owns_the_settings_of_jooq = noClasses()
            .that()
            // Namespace adds the names of tables to the settings of the application's jOOQ.
            .doNotBelongToAnyOf(Database.class, Namespace.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Settings.class);

    @ArchTest
    static final ArchRule operations_leave_connections_to_the_database = noClasses()
            .that()
            .resideInAnyPackage(
                    "..store.internal.stream..",
                    "..store.internal.index..",
                    "..store.internal.kv..",
                    "..store.internal.report..",
                    "..store.internal.transition..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Connection.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Configuration.class);

    @ArchTest
    static final ArchRule json_and_errors_are_independent_of_tables = noClasses()
            .that()
            .resideInAnyPackage("..store.internal.json..", "..store.error..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(GENERATED);

    /** Every package is a slice, together with its internal counterpart; the root, whose types all may use, is none. */
    private static final class Features implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return !name.startsWith(ROOT + ".") || name.startsWith(ROOT + ".jooq")
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(name.substring(ROOT.length() + 1).replace("internal.", ""));
        }

        @Override
        public String getDescription() {
            return "features";
        }
    }

    /** The types of public members, their parameters and type arguments. */
    private static final class MentionOnlyPublicTypes extends ArchCondition<JavaClass> {

        MentionOnlyPublicTypes() {
            super("mention only public types");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            Stream<JavaMember> members = type.getMembers().stream()
                    .filter(member -> member.getModifiers().contains(PUBLIC));
            members.forEach(member -> types(member)
                    .flatMap(mentioned -> mentioned.getAllInvolvedRawTypes().stream())
                    .filter(resideInAPackage(INTERNAL))
                    .forEach(mentioned -> events.add(SimpleConditionEvent.violated(
                            member, member.getFullName() + " mentions " + mentioned.getName()))));
        }

        private static Stream<JavaType> types(JavaMember member) {
            return switch (member) {
                case JavaField field -> Stream.of(field.getType());
                case JavaCodeUnit unit ->
                    Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
                default -> Stream.empty();
            };
        }
    }
}
