package io.tideway.ws.internal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Keeps the arrows between the packages. */
class ArchitectureTest {
    private static final String ROOT = "io.tideway.ws.internal";

    private final JavaClasses runtime = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theLaneKnowsJavaAndTheApiOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".lane")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..", "org.jspecify..", "io.tideway.ws", ROOT + ".execution", ROOT + ".lane"))
                .check(runtime);
    }

    @Test
    void theRegistryKnowsJavaTheApiAndTheLaneOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".registry")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.tideway.ws",
                        ROOT,
                        ROOT + ".execution",
                        ROOT + ".lane",
                        ROOT + ".registry"))
                .check(runtime);
    }

    @Test
    void theExecutionKnowsJavaTheApiAndTheMessagesOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".execution")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "org.jspecify..", "io.tideway.ws", ROOT, ROOT + ".execution"))
                .check(runtime);
    }

    @Test
    void theCoreKnowsNeitherCdiNorTheContainer() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".lane", ROOT + ".registry", ROOT + ".connection", ROOT + ".options")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..")
                .check(runtime);
    }

    @Test
    void jakartaWebSocketIsUsedAtTheEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".endpoint", ROOT + ".container", ROOT + ".bootstrap")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.websocket..")
                .check(runtime);
    }

    @Test
    void theExtensionApiOfCdiIsUsedInBootstrapAndTheContextOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".bootstrap", ROOT + ".context")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise.inject.spi..", "jakarta.enterprise.context.spi..")
                .check(runtime);
    }

    @Test
    void jsonBindingIsUsedInTheCodecOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".codec")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.json..")
                .check(runtime);
    }

    @Test
    void nothingDependsOnBootstrap() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".bootstrap")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".bootstrap")
                .check(runtime);
    }

    @Test
    void thePackagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(runtime);
    }

    @Test
    void noStaticHoldsState() {
        fields().that().areStatic().should().beFinal().check(runtime);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.InheritableThreadLocal")
                .check(runtime);
    }
}
