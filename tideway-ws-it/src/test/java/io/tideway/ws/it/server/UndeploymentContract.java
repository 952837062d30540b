package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.it.ManyClients;
import io.tideway.ws.it.contract.ContractClient;
import io.tideway.ws.it.contract.Deviation;
import io.tideway.ws.it.server.app.FileLog;
import io.tideway.ws.it.server.app.ResourceHoldingEndpoint;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on every server what happens to connections and classes when an application is undeployed. */
abstract class UndeploymentContract {
    private static final String PATH = "/redeployed";
    private static final int REDEPLOYS = 5;
    private static final int MANY = 500;
    // Its name, or where its exception was thrown
    private static final Pattern CONNECTOR =
            Pattern.compile("GRIZZLY\\d|\\.enterprise\\.web\\.core .* during the request processing"
                    + "|\"glassfish-web-async-thread-"
                    + "|^\\s+at org\\.(glassfish\\.grizzly|apache\\.catalina\\.connector)\\.");
    private static final Pattern FRAME = Pattern.compile("^\\s+at (?!java\\.base/)");

    private final Server server;
    private final Set<Deviation> deviations;
    private final DeployedApplications applications;

    @TempDir
    Path directory;

    UndeploymentContract(Server server, Set<Deviation> deviations) {
        this.server = server;
        this.deviations = deviations;
        this.applications = new DeployedApplications(server);
    }

    @AfterEach
    void leave() {
        applications.close();
    }

    @Test
    void undeploymentSends1001CallsOnDisconnectAndLogsNoError() throws IOException {
        applications.deploy(Archives.endpoints().build(), PATH);
        List<RawClient> clients = List.of(
                applications.raw(target("/resources")),
                applications.raw(target("/resources")),
                applications.raw(target("/managed")));
        await().untilAsserted(() -> assertThat(log()).containsOnly("connect").hasSize(clients.size()));
        int mark = server.log().mark();
        CompletableFuture<Void> undeployment = CompletableFuture.runAsync(() -> applications.undeploy(PATH));
        for (RawClient client : clients) {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1001);
            client.send(Frame.close(1001));
            client.awaitTcpEnd();
        }
        undeployment.join();
        assertThat(log()).filteredOn("disconnect 1001"::equals).hasSize(clients.size());
        assertThat(errorsSince(mark)).isEmpty();
        assertThatThrownBy(() -> applications.connect(PATH + "/resources")).isInstanceOf(UpgradeRefusedException.class);
    }

    @Test
    void fiveHundredClientsGet1001AndNoErrorIsLogged() throws IOException {
        applications.deploy(Archives.endpoints().build(), PATH);
        try (ManyClients clients = ManyClients.connect(MANY, applications.port(), target("/resources"))) {
            await().untilAsserted(() -> assertThat(log()).hasSize(MANY));
            int mark = server.log().mark();
            applications.undeploy(PATH);
            await().atMost(ContractClient.PATIENCE)
                    .untilAsserted(() -> assertThat(clients.closeCodes()).isEqualTo(Collections.nCopies(MANY, 1001)));
            await().atMost(ContractClient.PATIENCE)
                    .untilAsserted(() -> assertThat(clients.ended()).isEqualTo(MANY));
            assertThat(log()).filteredOn("disconnect 1001"::equals).hasSize(MANY);
            assertThat(errorsSince(mark)).isEmpty();
        }
    }

    @Test
    void anUpgradeWhileTheApplicationStopsEndsItsConnection() throws IOException {
        applications.deploy(Archives.endpoints().build(), PATH);
        RawClient silent = applications.raw(target("/resources"));
        CompletableFuture<Void> undeployment = CompletableFuture.runAsync(() -> applications.undeploy(PATH));
        assertThat(silent.closeFrame().closeCode()).isEqualTo(1001);
        // The silent client holds the undeployment up for close-timeout.
        RawClient late = applications.handshakes(PATH + "/resources");
        RawClient.Answer answer = late.answer();
        assertThat(answer.status()).isNotEqualTo(101);
        if (answer.body().equals("the application is stopping")) {
            assertThat(answer.headers()).containsEntry("Connection", "close");
            late.awaitTcpEnd();
        }
        silent.close();
        undeployment.join();
    }

    @Test
    void aRedeployedApplicationServesAndItsOldClassLoadersAreCollected() throws IOException {
        ClassLoaders loaders = new ClassLoaders(server, applications, deviations);
        int mark = server.log().mark();
        boolean releases = deviations.contains(Deviation.LEAVES_CONFIG_TO_BE_RELEASED);
        WarBuilder application = releases ? Archives.markedEndpointsReleasingConfig() : Archives.markedEndpoints();
        Path war = application.build();
        for (int i = 0; i < REDEPLOYS; i++) {
            applications.deploy(war, PATH);
            List<TestConnection> clients = Stream.of("/resources", "/managed", "/marker")
                    .map(path -> applications.connect(PATH + path))
                    .toList();
            assertThat(clients.get(0).ask(ResourceHoldingEndpoint.JSON)).contains("everyone");
            clients.get(1).send("hello");
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.nextText()).isEqualTo("hello"));
            assertThat(loaders.withTideway()).isPositive();
            applications.undeploy(PATH);
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(1001));
        }
        assertThat(errorsSince(mark)).isEmpty();
        if (deviations.contains(Deviation.KEEPS_UNDEPLOYED_CLASSES)) {
            loaders.awaitNoMoreThanWithoutTideway(REDEPLOYS);
        } else {
            loaders.awaitAtMost(deviations.contains(Deviation.REMEMBERS_ONE_UNDEPLOYED_APPLICATION) ? 1 : 0);
        }
    }

    /** Returns the lines that report an error, except an error that the server also logs without Tideway. */
    private List<String> errorsSince(int mark) {
        boolean confuses = deviations.contains(Deviation.CONFUSES_CONNECTIONS_WHERE_A_CLIENT_ANSWERS_A_CLOSE_AT_ONCE);
        return server.log().errorsSince(mark, record -> confuses && isOfTheConnector(record));
    }

    /**
     * Tells whether a record is of the server's HTTP connector, by its lines up to the first frame of a stack trace.
     */
    private static boolean isOfTheConnector(String record) {
        for (String line : record.lines().toList()) {
            if (CONNECTOR.matcher(line).find()) {
                return true;
            }
            if (FRAME.matcher(line).find()) {
                return false;
            }
        }
        return false;
    }

    private String target(String path) {
        return PATH + path + "?" + FileLog.FILE + "=" + directory.resolve("log");
    }

    private List<String> log() throws IOException {
        Path file = directory.resolve("log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
