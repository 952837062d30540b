package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.contract.JsonTraffic;
import io.tideway.ws.it.server.app.AnnotatedEndpoint;
import io.tideway.ws.it.server.app.ApplicationConfig;
import io.tideway.ws.it.server.app.ConnectionCount;
import io.tideway.ws.it.server.app.IdleTimeoutListener;
import io.tideway.ws.it.server.app.OwnJson;
import io.tideway.ws.it.server.app.OwnJsonEndpoint;
import io.tideway.ws.it.server.app.ProgrammaticEndpoint;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.it.server.app.RootApi;
import io.tideway.ws.it.server.app.SessionNotes;
import io.tideway.ws.it.server.app.SessionNotesServlet;
import io.tideway.ws.it.server.app.broken.InvalidOptionEndpoint;
import io.tideway.ws.it.server.app.broken.SessionScopedEndpoint;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests Tideway on every server in WARs of other forms than the contract's. */
abstract class WarsContract {
    private final Server server;
    private final Set<Deviation> deviations;
    private final DeployedApplications applications;

    WarsContract(Server server, Set<Deviation> deviations) {
        this.server = server;
        this.deviations = deviations;
        this.applications = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void aWarWithCompleteMetadataServes() {
        int mark = server.log().mark();
        Path war = Archives.endpoints().metadataComplete("").build();
        if (deviations.contains(Deviation.LACKS_CDI_WITH_COMPLETE_METADATA)) {
            assertThatThrownBy(() -> applications.deploy(war, "/complete"))
                    .isInstanceOf(DeploymentFailedException.class);
            await().atMost(ContractClient.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(server.log().since(mark)).contains("TIDEWAY-413", "metadata-complete"));
        } else {
            applications.deploy(war, "/complete");
            assertServes("/complete");
        }
    }

    @Test
    void aWarWithoutBeansXmlServesAnnotatedHandlers() {
        int mark = server.log().mark();
        applications.deploy(Archives.endpoints().withoutBeansXml().build(), "/annotated");
        if (deviations.contains(Deviation.LOOKS_FOR_BEANS_BESIDE_BEANS_XML_ONLY)) {
            await().atMost(ContractClient.PATIENCE)
                    .untilAsserted(() -> assertThat(server.log().since(mark))
                            .contains("TIDEWAY-140", ResourceHoldingEndpoint.class.getName(), "WEB-INF/beans.xml"));
            assertThatThrownBy(() -> applications.connect("/annotated/resources"))
                    .isInstanceOf(UpgradeRefusedException.class);
        } else {
            assertServes("/annotated");
        }
    }

    @Test
    void theRootContextServes() {
        applications.deploy(Archives.endpoints().build(), "");
        assertServes("");
    }

    @Test
    void aContextPathOfTwoSegmentsServes() {
        // WildFly takes it from the archive alone; the others overlook this file.
        Path war = Archives.endpoints()
                .file("WEB-INF/jboss-web.xml", "<jboss-web><context-root>/first/part</context-root></jboss-web>")
                .build();
        applications.deploy(war, "/first/part");
        assertServes("/first/part");
    }

    @Test
    void twoWarsKnowTheirOwnConnectionsOnly() {
        Path war = Archives.endpoints().build();
        applications.deploy(war, "/first");
        applications.deploy(war, "/second");
        TestConnection first = applications.connect("/first/resources");
        TestConnection second = applications.connect("/second/resources");
        TestConnection anotherSecond = applications.connect("/second/managed");
        assertThat(first.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(second.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("2");
        assertThat(first.ask("to the first")).isEqualTo("to the first");
        assertThat(second.ask("to the second")).isEqualTo("to the second");
        assertThat(anotherSecond.nextText()).isEqualTo("to the second");
    }

    @Test
    void undeployingOneWarLeavesTheConnectionsOfAnotherOpen() {
        Path war = Archives.endpoints().build();
        applications.deploy(war, "/first");
        applications.deploy(war, "/second");
        TestConnection first = applications.connect("/first/resources");
        TestConnection second = applications.connect("/second/resources");
        applications.undeploy("/first");
        assertThat(first.closeCode()).isEqualTo(1001);
        assertThat(second.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
    }

    @Test
    void jakartaEndpointsWorkBesideHandlers() {
        applications.deploy(
                Archives.endpoints()
                        .classes(ApplicationConfig.class, ProgrammaticEndpoint.class, AnnotatedEndpoint.class)
                        .build(),
                "/mixed");
        assertThat(applications.connect("/mixed/annotated").ask("on")).isEqualTo("annotated on");
        assertThat(applications.connect("/mixed/programmatic").ask("on")).isEqualTo("programmatic on");
        assertServes("/mixed");
    }

    @Test
    void anIdleTimeoutOfTheContainerEndsNoHandlersConnection() {
        applications.deploy(
                Archives.endpoints()
                        .classes(AnnotatedEndpoint.class, IdleTimeoutListener.class)
                        .build(),
                "/idle");
        // Again where the machine paused before Tideway saw the connection, so that its time was over by then.
        await().atMost(ContractClient.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    // Bare sockets: another client begins with a ping, after which Open Liberty's timeout is another.
                    RawClient handlers = applications.raw("/idle/resources");
                    RawClient containers = applications.raw("/idle/annotated");
                    containers.closeCode();
                    handlers.send(Frame.text(ResourceHoldingEndpoint.JSON));
                    assertThat(handlers.dataFrame().text()).contains("everyone");
                });
    }

    @Test
    void restResourcesAtEveryPathServeBesideHandlers() throws Exception {
        applications.deploy(
                Archives.endpoints()
                        .classes(RootApi.class, ConnectionCount.class)
                        .build(),
                "/rest");
        assertServes("/rest");
        assertThat(get(HttpClient.newHttpClient(), "/rest/connections")).isEqualTo("1");
    }

    @Test
    void beansOfADistributedSessionMayHoldTheManagerAndTheConnection() throws Exception {
        // WildFly writes all sessions except one to its disk; the others overlook this file.
        Path war = Archives.endpoints()
                .classes(SessionNotes.class, SessionNotesServlet.class)
                .webXml("<distributable/>")
                .file("WEB-INF/jboss-web.xml", "<jboss-web><max-active-sessions>1</max-active-sessions></jboss-web>")
                .build();
        applications.deploy(war, "/distributed");
        TestConnection client = applications.connect("/distributed/resources");
        assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        HttpClient ann = withCookies();
        HttpClient bob = withCookies();
        assertThat(notes(ann)).isEqualTo(told(1));
        assertThat(notes(bob)).isEqualTo(told(1));
        assertThat(notes(ann)).isEqualTo(told(2));
        assertThat(notes(bob)).isEqualTo(told(2));
    }

    private static HttpClient withCookies() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    private String notes(HttpClient caller) throws Exception {
        return get(caller, "/distributed/notes");
    }

    private String get(HttpClient caller, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http(path)).build();
        return caller.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String told(int visits) {
        String line = visits + " visits, 1 connections, a connection injected";
        return line + "\n" + line;
    }

    @Test
    void theApplicationsOwnJsonIsUsedByManyThreads() throws Exception {
        applications.deploy(
                Archives.endpoints()
                        .classes(OwnJsonEndpoint.class, OwnJson.class)
                        .build(),
                "/json");
        JsonTraffic.exchange(
                () -> applications.connect("/json/own-json"),
                number -> "{\"sent_to\":\"ann %d\",\"weight_in_grams\":%d}".formatted(number, number % 100_000));
    }

    @Test
    void anInvalidWarFailsWithEveryMistakeLoggedAndTheFixedOneServes() {
        int mark = server.log().mark();
        Path wrong = Archives.endpoints()
                .classes(InvalidOptionEndpoint.class, SessionScopedEndpoint.class)
                .build();
        assertThatThrownBy(() -> applications.deploy(wrong, "/invalid")).isInstanceOf(DeploymentFailedException.class);
        await().atMost(ContractClient.PATIENCE)
                .untilAsserted(() -> assertThat(server.log().since(mark))
                        .contains(
                                "TIDEWAY-101 outbound-queue-messages must be at least 1, but was 0",
                                InvalidOptionEndpoint.class.getName())
                        .contains("TIDEWAY-102 class")
                        .contains("TIDEWAY-116 class " + SessionScopedEndpoint.class.getName()));
        String path = deviations.contains(Deviation.CANNOT_REPLACE_WHAT_FAILED) ? "/valid" : "/invalid";
        applications.deploy(Archives.endpoints().build(), path);
        assertServes(path);
    }

    private void assertServes(String contextPath) {
        TestConnection client = applications.connect(contextPath + "/resources");
        assertThat(client.ask(ResourceHoldingEndpoint.COUNT)).isEqualTo("1");
        assertThat(client.ask(ResourceHoldingEndpoint.JSON)).contains("everyone");
    }
}
