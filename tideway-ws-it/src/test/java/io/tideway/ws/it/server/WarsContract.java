package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.server.app.AnnotatedEndpoint;
import io.tideway.ws.it.server.app.ApplicationConfig;
import io.tideway.ws.it.server.app.ProgrammaticEndpoint;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.it.server.app.broken.InvalidOptionEndpoint;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds every server to running Tideway in WARs that are less plain than the contract's. */
abstract class WarsContract {
    private final Server server;
    private final Set<Deviation> deviations;
    private final DeployedApplications dock;

    WarsContract(Server server, Set<Deviation> deviations) {
        this.server = server;
        this.deviations = deviations;
        this.dock = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        dock.close();
    }

    @Test
    void aWarWithCompleteMetadataServes() {
        dock.deploy(Archives.harbour().metadataComplete("").build(), "/complete");
        assertServes("/complete");
    }

    @Test
    void aWarWithoutBeansXmlServesByTheHandlersAnnotation() {
        int mark = server.log().mark();
        dock.deploy(Archives.harbour().withoutBeansXml().build(), "/annotated");
        if (deviations.contains(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY)) {
            assertThat(server.log().since(mark))
                    .contains("TIDEWAY-140", ResourceHoldingEndpoint.class.getName(), "WEB-INF/beans.xml");
            assertThatThrownBy(() -> dock.connect("/annotated/resources")).isInstanceOf(UpgradeRefusedException.class);
        } else {
            assertServes("/annotated");
        }
    }

    @Test
    void theRootContextServes() {
        dock.deploy(Archives.harbour().build(), "");
        assertServes("");
    }

    @Test
    void aContextPathOfTwoSegmentsServes() {
        // WildFly takes it from the archive alone; the others overlook this file.
        Path war = Archives.harbour()
                .file("WEB-INF/jboss-web.xml", "<jboss-web><context-root>/north/sea</context-root></jboss-web>")
                .build();
        dock.deploy(war, "/north/sea");
        assertServes("/north/sea");
    }

    @Test
    void twoWarsKnowTheirOwnConnectionsOnly() {
        Path war = Archives.harbour().build();
        dock.deploy(war, "/north");
        dock.deploy(war, "/south");
        TestConnection north = dock.connect("/north/resources");
        TestConnection south = dock.connect("/south/resources");
        TestConnection anotherSouth = dock.connect("/south/managed");
        assertThat(north.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(south.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("2");
        assertThat(north.ask("to the north")).isEqualTo("to the north");
        assertThat(south.ask("to the south")).isEqualTo("to the south");
        assertThat(anotherSouth.nextText()).isEqualTo("to the south");
    }

    @Test
    void undeployingOneWarLeavesTheConnectionsOfAnotherOpen() {
        Path war = Archives.harbour().build();
        dock.deploy(war, "/north");
        dock.deploy(war, "/south");
        TestConnection north = dock.connect("/north/resources");
        TestConnection south = dock.connect("/south/resources");
        dock.undeploy("/north");
        assertThat(north.closeCode()).isEqualTo(1001);
        assertThat(south.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
    }

    @Test
    void endpointsOfTheApplicationsOwnWorkBesideTheHandlers() {
        dock.deploy(
                Archives.harbour()
                        .classes(ApplicationConfig.class, ProgrammaticEndpoint.class, AnnotatedEndpoint.class)
                        .build(),
                "/coast");
        assertThat(dock.connect("/coast/annotated").ask("on")).isEqualTo("light on");
        assertThat(dock.connect("/coast/programmatic").ask("on")).isEqualTo("horn on");
        assertServes("/coast");
    }

    @Test
    void aWrongWarFailsWithEveryMistakeNamedAndTheMendedOneServes() {
        int mark = server.log().mark();
        Path wrong = Archives.harbour().classes(InvalidOptionEndpoint.class).build();
        assertThatThrownBy(() -> dock.deploy(wrong, "/reef")).isInstanceOf(DeploymentFailedException.class);
        assertThat(server.log().since(mark))
                .contains(
                        "TIDEWAY-101 outbound-queue-messages must be at least 1, but was 0",
                        InvalidOptionEndpoint.class.getName())
                .contains("TIDEWAY-102 class");
        dock.deploy(Archives.harbour().build(), "/reef");
        assertServes("/reef");
    }

    private void assertServes(String contextPath) {
        TestConnection client = dock.connect(contextPath + "/resources");
        assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(client.ask(ResourceHoldingEndpoint.JSON)).contains("harbour");
    }
}
