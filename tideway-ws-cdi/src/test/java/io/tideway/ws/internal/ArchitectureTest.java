package io.tideway.ws.internal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the arrows between the packages. */
class ArchitectureTest {
    private static final String ROOT = "io.tideway.ws.internal";

    private final JavaClasses runtime = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theThreadsKnowJavaAndTheServersExecutorsOnly() {
        onlyDependOn("threads", "java..", "javax.naming..", "jakarta.enterprise.concurrent..", ROOT + ".messages");
    }

    @Test
    void theOutboundQueueKnowsJavaTheApiAndTheThreadsOnly() {
        onlyDependOn("outbound", "java..", ROOT + ".threads");
    }

    @Test
    void theRegistryKnowsJavaTheApiAndTheOutboundQueueOnly() {
        onlyDependOn("registry", "java..", ROOT + ".messages", ROOT + ".threads", ROOT + ".outbound");
    }

    @Test
    void theDeliveryKnowsJavaTheApiAndTheRegistryOnly() {
        onlyDependOn(
                "delivery", "java..", ROOT + ".messages", ROOT + ".threads", ROOT + ".outbound", ROOT + ".registry");
    }

    @Test
    void theBrokersSideKnowsJavaTheApiAndTheDeliveryOnly() {
        onlyDependOn(
                "broker",
                "java..",
                ROOT + ".messages",
                ROOT + ".threads",
                ROOT + ".outbound",
                ROOT + ".registry",
                ROOT + ".delivery");
    }

    private void onlyDependOn(String name, String... others) {
        String[] allowed = Stream.concat(
                        Stream.of("org.jspecify..", "io.tideway.ws", "io.tideway.ws.spi", ROOT + "." + name),
                        Stream.of(others))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed))
                .check(runtime);
    }

    @Test
    void theCoreKnowsNeitherCdiNorTheContainer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".outbound",
                        ROOT + ".registry",
                        ROOT + ".delivery",
                        ROOT + ".broker",
                        ROOT + ".connection",
                        ROOT + ".options")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..")
                .check(runtime);
    }

    @Test
    void jakartaWebSocketIsUsedAtTheEdgesOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".endpoint", ROOT + ".container")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.websocket..")
                .check(runtime);
    }

    @Test
    void servletsAreUsedInTheServletPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".servlet")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(runtime);
    }

    @Test
    void theExtensionApiOfCdiIsUsedInBootstrapAndInvokeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".bootstrap", ROOT + ".invoke")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise.inject.spi..", "jakarta.enterprise.context.spi..")
                .check(runtime);
    }

    @Test
    void jsonBindingIsUsedInInvokeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".invoke")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.json..")
                .check(runtime);
    }

    @Test
    void transactionsAreUsedInInvokeOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".invoke")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.transaction..")
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
