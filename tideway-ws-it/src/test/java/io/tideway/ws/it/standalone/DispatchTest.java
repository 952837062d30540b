package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.Dispatch;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.tyrus.TidewayServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows on which threads callbacks run, and that their order is the same on all. */
class DispatchTest extends StandaloneTest {

    /** Answers "where" with its thread, and sends other messages back. */
    abstract static class CallbackThreadEndpoint extends RecordingEchoEndpoint {
        @Override
        public void onMessage(Connection connection, Message message) {
            if (message.equals(Message.text("where"))) {
                connection.sendText(Thread.currentThread().toString());
            } else {
                super.onMessage(connection, message);
            }
        }
    }

    @WebSocketEndpoint(value = "/container", inboundQueueMessages = 5000, outboundQueueMessages = 5000)
    static class OnContainer extends CallbackThreadEndpoint {}

    @WebSocketEndpoint(
            value = "/managed",
            dispatch = Dispatch.MANAGED,
            inboundQueueMessages = 5000,
            outboundQueueMessages = 5000)
    static class OnManaged extends CallbackThreadEndpoint {}

    /** Holds the endpoint that fails the deployment below Java 21, so that tests deploy it alone. */
    static final class VirtualDispatch {
        private VirtualDispatch() {}

        @WebSocketEndpoint(
                value = "/virtual",
                dispatch = Dispatch.VIRTUAL,
                inboundQueueMessages = 5000,
                outboundQueueMessages = 5000)
        static class OnVirtual extends CallbackThreadEndpoint {}
    }

    @Test
    void containerIsTheThreadThatReads() {
        TestConnection connection = application.connect("/container");
        // Once callbacks are back on the selectors, if a long one of another test has kept them away.
        application.eventually(() -> assertThat(connection.ask("where")).contains("-selector"));
    }

    @Test
    void managedIsAnExecutorOfItsOwnWhereTheServerHasNone() {
        assertThat(application.connect("/managed").ask("where")).contains("tideway-callback-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/container", "/managed"})
    void theOrderIsKept(String path) {
        assertOrder(application.connect(path));
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualFailsTheDeploymentBelowJava21AndSaysHowToFixIt() {
        assertThatThrownBy(() -> TidewayServer.builder()
                        .port(0)
                        .discovery(false)
                        .beans(VirtualDispatch.OnVirtual.class, io.tideway.ws.it.contract.app.Journal.class)
                        .start())
                .hasMessageContaining("VIRTUAL")
                .hasMessageContaining("21")
                .hasMessageContaining("/virtual")
                .hasMessageContaining("OnVirtual");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualIsAVirtualThread() {
        try (TidewayServer server = TidewayServer.builder()
                        .port(0)
                        .discovery(false)
                        .beans(VirtualDispatch.OnVirtual.class, io.tideway.ws.it.contract.app.Journal.class)
                        .start();
                TestClient client = TestClient.to(server)) {
            TestConnection connection = client.connect("/virtual");
            assertThat(connection.ask("where")).startsWith("VirtualThread");
            assertOrder(connection);
        }
    }

    private static void assertOrder(TestConnection connection) {
        List<String> numbers =
                IntStream.range(0, 2000).mapToObj(String::valueOf).toList();
        numbers.forEach(connection::send);
        assertThat(connection.nextTexts(2000)).isEqualTo(numbers);
    }
}
