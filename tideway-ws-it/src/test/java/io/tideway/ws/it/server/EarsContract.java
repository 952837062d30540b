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

/** Holds a server that takes EARs to keeping the connections of one WAR from those of another. */
abstract class EarsContract {
    private static final String EAR = "/coast";

    private final Server server;
    private final DeployedApplications dock;

    EarsContract(Server server) {
        this.server = server;
        this.dock = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        dock.close();
    }

    @Test
    void eachWarWithTidewayOfItsOwnKnowsItsOwnConnectionsOnly() {
        Path ear = EarBuilder.ear("coast")
                .war(Archives.harbour().discoveringAllBeans(), "/north")
                .war(Archives.harbour().discoveringAllBeans(), "/south")
                .build();
        dock.deploy(ear, EAR);
        assertApart();
    }

    @Test
    void aHandlerThatTheServerTakesForNoBeanInAnEarIsNamed() {
        int mark = server.log().mark();
        // WildFly looks for stereotypes outside of the WARs only, so the annotation alone makes no bean.
        Path ear = EarBuilder.ear("annotated-coast")
                .war(Archives.harbour(), "/north")
                .build();
        dock.deploy(ear, EAR);
        assertThat(server.log().since(mark)).contains("TIDEWAY-140", ResourceHoldingEndpoint.class.getName());
    }

    @Test
    void warsThatShareTheClassesOfTidewayFailRatherThanMixTheirConnections() {
        int mark = server.log().mark();
        Path ear = EarBuilder.ear("sharing-coast")
                .war(Archives.harbour().withoutTideway(), "/north")
                .war(
                        WarBuilder.war("quay")
                                .classes(ClassLoaderMarker.class, MarkerEndpoint.class)
                                .withoutTideway(),
                        "/south")
                .sharingTideway()
                .build();
        assertThatThrownBy(() -> dock.deploy(ear, EAR)).isInstanceOf(DeploymentFailedException.class);
        assertThat(server.log().since(mark)).contains("TIDEWAY-106", "WEB-INF/lib of each WAR");
    }

    private void assertApart() {
        TestConnection north = dock.connect("/north/resources");
        TestConnection south = dock.connect("/south/resources");
        TestConnection anotherSouth = dock.connect("/south/managed");
        assertThat(north.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(south.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("2");
        assertThat(north.ask("to the north")).isEqualTo("to the north");
        assertThat(anotherSouth.ask("to the south")).isEqualTo("to the south");
        dock.undeploy(EAR);
        assertThat(north.closeCode()).isEqualTo(1001);
        assertThat(south.nextText()).isEqualTo("to the south");
        assertThat(south.closeCode()).isEqualTo(1001);
    }
}
