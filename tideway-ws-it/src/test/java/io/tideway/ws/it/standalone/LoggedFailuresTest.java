package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.ConnectionScoped;
import io.tideway.ws.Handshake;
import io.tideway.ws.JsonHandler;
import io.tideway.ws.Message;
import io.tideway.ws.UpgradeDecision;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.junit.TestClient.UpgradeRefusedException;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that neither lines nor data of a client reach the server's log, whatever fails. */
class LoggedFailuresTest extends StandaloneTest {
    private static final String FORGED = "\nSEVERE: forged by the client";
    private static final String ESCAPED = "\\nSEVERE: forged by the client";

    private final ServerLines log = new ServerLines();

    /** An item with a number and a name. */
    public static class Item {
        public int count;
        public String name;
    }

    @WebSocketEndpoint(value = "/logged/items", closeTimeout = "200ms")
    static class Items implements JsonHandler<Item> {
        @Override
        public void onJson(Connection connection, Item item) {
            throw new IllegalStateException(item.name, new IllegalArgumentException(item.name));
        }
    }

    /** Throws what the client sent, as a text that was meant to be a number does. */
    private static void fail(Connection connection, String where) {
        if (connection.handshake().queryParams().get("fails").contains(where)) {
            throw new IllegalStateException(
                    connection.handshake().header("x-text").orElse("") + FORGED);
        }
    }

    @WebSocketEndpoint("/logged/failing")
    @ConnectionScoped
    static class Everywhere implements WebSocketHandler {
        @Override
        public UpgradeDecision onUpgrade(Handshake handshake) {
            if (handshake.queryParams().get("fails").contains("upgrade")) {
                throw new IllegalStateException(handshake.header("x-text").orElse("") + FORGED);
            }
            return UpgradeDecision.accept();
        }

        @Override
        public void onConnect(Connection connection) {
            fail(connection, "connect");
        }

        @Override
        public void onMessage(Connection connection, Message message) {
            throw new IllegalStateException(((Message.Text) message).text());
        }

        @Override
        public void onError(Connection connection, Throwable error) throws Exception {
            fail(connection, "error");
            WebSocketHandler.super.onError(connection, error);
            connection.sendText("noted");
        }

        @Override
        public void onDisconnect(Connection connection, CloseFrame reason) {
            if (connection.handshake().queryParams().get("fails").contains("disconnect")) {
                throw new IllegalStateException(reason.reason() + FORGED);
            }
        }
    }

    /** Observes and fails. */
    @ApplicationScoped
    static class Observer {
        void opened(@Observes ConnectionOpened event) {
            if (event.connection().path().equals("/logged/failing")) {
                fail(event.connection(), "observer");
            }
        }
    }

    @AfterEach
    void nothingOfTheClientsIsLogged() {
        close();
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("SEVERE: forged"));
        assertThat(log.lines()).noneMatch(line -> line.contains("secret") || line.contains("forged"));
    }

    private TestConnection connect(String fails) {
        return application.connect("/logged/failing?fails=" + fails, request -> request.header("X-Text", "secret"));
    }

    private String record(String id) {
        eventually(() -> assertThat(log.records(id)).isNotEmpty());
        return log.records(id).get(0);
    }

    @Test
    void aNumberWithLineBreaksIsNamedByItsException() {
        application
                .connect("/logged/items")
                .send("{\"count\":\"secret" + ESCAPED + "\"}")
                .ping();
        assertThat(record("TIDEWAY-A001"))
                .contains(
                        "TIDEWAY-404 the message is not valid JSON for " + Item.class.getName() + "; ",
                        "io.tideway.ws.MessageDecodingException at ",
                        "caused by jakarta.json.bind.JsonbException at ")
                .hasLineCount(2); // Java's own formatter has a line for the time
    }

    @Test
    void anExceptionOfOnJsonIsLoggedWithItsPositions() {
        application
                .connect("/logged/items")
                .send("{\"count\":1,\"name\":\"secret" + ESCAPED + "\"}")
                .ping();
        assertThat(record("TIDEWAY-A001"))
                .contains(
                        "java.lang.IllegalStateException at " + Items.class.getName() + ".onJson",
                        "\tat " + Items.class.getName() + ".onJson",
                        "Caused by: java.lang.IllegalArgumentException");
    }

    @Test
    void anExceptionOfOnUpgradeIsLoggedWithItsPositions() {
        assertThatThrownBy(() -> connect("upgrade")).isInstanceOf(UpgradeRefusedException.class);
        assertThat(record("TIDEWAY-302")).contains("\tat " + Everywhere.class.getName() + ".onUpgrade");
    }

    @Test
    void anExceptionOfOnConnectIsLoggedWithItsPositions() {
        assertThat(connect("connect").closeCode()).isEqualTo(1011);
        assertThat(record("TIDEWAY-208")).contains("\tat " + Everywhere.class.getName() + ".onConnect");
    }

    @Test
    void anExceptionOfOnErrorIsLoggedWithItsPositions() {
        connect("error").send("secret" + FORGED).ping();
        assertThat(record("TIDEWAY-208")).contains("\tat " + Everywhere.class.getName() + ".onError");
    }

    @Test
    void theDefaultOnErrorLogsPositions() {
        assertThat(connect("").ask("secret" + FORGED)).isEqualTo("noted");
        assertThat(record("TIDEWAY-A001")).contains("\tat " + Everywhere.class.getName() + ".onMessage");
    }

    @Test
    void anExceptionOfOnDisconnectIsLoggedWithItsPositions() {
        TestConnection connection = connect("disconnect");
        connection.ping();
        connection.close(new CloseFrame(4000, "code for the test"));
        assertThat(record("TIDEWAY-208")).contains("\tat " + Everywhere.class.getName() + ".onDisconnect");
    }

    @Test
    void anExceptionOfAnObserverIsLoggedWithItsPositions() {
        connect("observer").ping();
        assertThat(record("TIDEWAY-401")).contains("\tat " + Observer.class.getName() + ".opened");
    }

    @Test
    void aFrameThatBreaksTheProtocolIsLoggedWithoutAStackTrace() throws IOException {
        RawClient client = application.raw("/logged/items");
        client.send(Frame.masked(3, true, new byte[] {'x'}));
        assertThat(client.answerClose().closeCode()).isEqualTo(1002);
        client.awaitTcpEnd();
        eventually(() -> assertThat(log.records("TIDEWAY-202")).isNotEmpty());
        assertThat(log.records("TIDEWAY-A001")).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("\tat "));
    }
}
