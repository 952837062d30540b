package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.it.server.app.ClassLoaderMarker;
import io.tideway.ws.it.server.app.MarkerEndpoint;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.junit.TestConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests on servers with EARs that the connections of two WARs stay apart. */
abstract class EarsContract {
    private static final String EAR = "/mixed";

    private final Server server;
    private final DeployedApplications applications;

    EarsContract(Server server) {
        this.server = server;
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
        applications.deploy(ear, EAR);
        assertApart();
    }

    @Test
    void aHandlerInAnEarThatIsNotABeanIsLogged() {
        int mark = server.log().mark();
        // WildFly looks for stereotypes outside of the WARs only, so the annotation alone makes no bean.
        Path ear =
                EarBuilder.ear("annotated").war(Archives.endpoints(), "/first").build();
        applications.deploy(ear, EAR);
        assertThat(server.log().since(mark)).contains("TIDEWAY-140", ResourceHoldingEndpoint.class.getName());
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
        assertThatThrownBy(() -> applications.deploy(ear, EAR)).isInstanceOf(DeploymentFailedException.class);
        assertThat(server.log().since(mark)).contains("TIDEWAY-106", "WEB-INF/lib of each WAR");
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
