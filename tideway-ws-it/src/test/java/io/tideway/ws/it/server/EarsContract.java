package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.it.peer.Peer;
import io.tideway.ws.it.server.app.Beacon;
import io.tideway.ws.it.server.app.Harbour;
import io.tideway.ws.it.server.app.Quay;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds a server that takes EARs to keeping the connections of one WAR from those of another. */
abstract class EarsContract {
    private static final String EAR = "/coast";

    private final Server server;
    private final Dock dock;

    EarsContract(Server server) {
        this.server = server;
        this.dock = new Dock(server);
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
        assertThat(server.log().since(mark)).contains("TIDEWAY-140", Harbour.class.getName());
    }

    @Test
    void warsThatShareTheClassesOfTidewayFailRatherThanMixTheirConnections() {
        int mark = server.log().mark();
        Path ear = EarBuilder.ear("sharing-coast")
                .war(Archives.harbour().withoutTideway(), "/north")
                .war(WarBuilder.war("quay").classes(Beacon.class, Quay.class).withoutTideway(), "/south")
                .sharingTideway()
                .build();
        assertThatThrownBy(() -> dock.deploy(ear, EAR)).isInstanceOf(DeploymentFailedException.class);
        assertThat(server.log().since(mark)).contains("TIDEWAY-106", "WEB-INF/lib of each WAR");
    }

    private void assertApart() {
        Peer north = dock.connect("/north/harbour");
        Peer south = dock.connect("/south/harbour");
        Peer anotherSouth = dock.connect("/south/pier");
        assertThat(north.ask(Harbour.COUNT)).isEqualTo("1");
        assertThat(south.ask(Harbour.COUNT)).isEqualTo("2");
        assertThat(north.ask("to the north")).isEqualTo("to the north");
        assertThat(anotherSouth.ask("to the south")).isEqualTo("to the south");
        dock.undeploy(EAR);
        assertThat(north.end().code()).isEqualTo(1001);
        assertThat(south.nextText()).isEqualTo("to the south");
        assertThat(south.end().code()).isEqualTo(1001);
    }
}
