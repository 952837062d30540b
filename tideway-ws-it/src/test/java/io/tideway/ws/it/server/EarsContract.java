package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.server.app.ClassLoaderMarker;
import io.tideway.ws.it.server.app.EnterpriseEndpoint;
import io.tideway.ws.it.server.app.MarkerEndpoint;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests on servers with EARs that the connections of two WARs stay apart. */
abstract class EarsContract {
    private static final String EAR = "/mixed";

    private final Server server;
    private final Set<Deviation> deviations;
    private final DeployedApplications applications;

    EarsContract(Server server, Deviation... deviations) {
        this.server = server;
        this.deviations = Set.of(deviations);
        this.applications = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void eachWarWithItsOwnTidewayKnowsItsOwnConnectionsOnly() {
        Path ear = EarBuilder.ear("two-wars")
                .war(Archives.endpoints().discoveringAllBeans(), "/first")
                .war(Archives.endpoints().discoveringAllBeans(), "/second")
                .build();
        if (deviations.contains(Deviation.CONFUSES_THE_EXTENSIONS_OF_TWO_WARS)) {
            assertThatThrownBy(() -> applications.deploy(ear, EAR))
                    .isInstanceOf(DeploymentFailedException.class)
                    .hasMessageContaining("ConnectionManager");
        } else {
            applications.deploy(ear, EAR);
            assertApart();
        }
    }

    @Test
    void aHandlerInAnEarServesByItsAnnotationOrIsLogged() {
        int mark = server.log().mark();
        Path ear =
                EarBuilder.ear("annotated").war(Archives.endpoints(), "/first").build();
        applications.deploy(ear, EAR);
        if (deviations.contains(Deviation.LOOKS_FOR_STEREOTYPES_OUTSIDE_OF_WARS)) {
            await().atMost(ContractClient.PATIENCE)
                    .untilAsserted(() -> assertThat(server.log().since(mark))
                            .contains("TIDEWAY-140", ResourceHoldingEndpoint.class.getName()));
        } else {
            TestConnection client = applications.connect("/first/resources");
            assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        }
    }

    @Test
    void aHandlerInAnEjbJarServesBelowTheOneWarThatSharesTideway() {
        Path ear = EarBuilder.ear("enterprise")
                .ejbJar("beans", EnterpriseEndpoint.class)
                .war(Archives.endpoints().discoveringAllBeans().withoutTideway(), "/first")
                .sharingTideway()
                .build();
        applications.deploy(ear, EAR);
        if (deviations.contains(Deviation.STARTS_NOTHING_OF_SHARED_LIBRARIES)) {
            assertNothingServes();
            return;
        }
        assertThat(applications.connect("/first/enterprise").ask("bean")).isEqualTo("enterprise bean");
        TestConnection client = applications.connect("/first/resources");
        assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("2");
    }

    @Test
    void warsThatShareTidewaysClassesFailTheDeployment() {
        int mark = server.log().mark();
        Path ear = EarBuilder.ear("sharing")
                .war(Archives.endpoints().withoutTideway(), "/first")
                .war(
                        WarBuilder.war("shared")
                                .classes(ClassLoaderMarker.class, MarkerEndpoint.class)
                                .withoutTideway(),
                        "/second")
                .sharingTideway()
                .build();
        if (deviations.contains(Deviation.STARTS_NOTHING_OF_SHARED_LIBRARIES)) {
            applications.deploy(ear, EAR);
            assertNothingServes();
            return;
        }
        assertThatThrownBy(() -> applications.deploy(ear, EAR)).isInstanceOf(DeploymentFailedException.class);
        await().atMost(ContractClient.PATIENCE)
                .untilAsserted(
                        () -> assertThat(server.log().since(mark)).contains("TIDEWAY-106", "WEB-INF/lib of each WAR"));
    }

    private void assertNothingServes() {
        assertThatThrownBy(() -> applications.connect("/first/resources")).isInstanceOf(UpgradeRefusedException.class);
    }

    private void assertApart() {
        TestConnection first = applications.connect("/first/resources");
        TestConnection second = applications.connect("/second/resources");
        TestConnection anotherSecond = applications.connect("/second/managed");
        assertThat(first.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(second.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("2");
        assertThat(first.ask("to the first")).isEqualTo("to the first");
        assertThat(anotherSecond.ask("to the second")).isEqualTo("to the second");
        applications.undeploy(EAR);
        assertThat(first.closeCode()).isEqualTo(1001);
        assertThat(second.nextText()).isEqualTo("to the second");
        assertThat(second.closeCode()).isEqualTo(1001);
    }
}
