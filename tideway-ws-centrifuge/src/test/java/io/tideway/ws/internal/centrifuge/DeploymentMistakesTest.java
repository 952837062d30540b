package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deploys realtime endpoints with one mistake each; what fails names it. */
class DeploymentMistakesTest {

    @WebSocketEndpoint("/mistake")
    public static class OneNameTwice extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard() {}

        @RemoteCall("move")
        public void moveColumn() {}
    }

    @WebSocketEndpoint("/mistake")
    public static class WithoutName extends AnonymousClients {
        @RemoteCall("")
        public void moveCard() {}
    }

    @WebSocketEndpoint("/mistake")
    public static class TwoParameters extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard(String card, String column) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class TwoConnections extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard(Connection from, Connection to) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class GenericMethod extends AnonymousClients {
        @RemoteCall("move")
        public <T> void moveCard(T card) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class StaticMethod extends AnonymousClients {
        @RemoteCall("move")
        public static void moveCard() {}
    }

    @WebSocketEndpoint("/mistake")
    public static class Overloads extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard(String card) {}

        @RemoteCall("move")
        public void moveCard(int card) {}
    }

    public interface Moves {
        @RemoteCall("move")
        void moveCard(String card);
    }

    @WebSocketEndpoint("/mistake")
    public static class CallOfInterface extends AnonymousClients implements Moves {
        @Override
        public void moveCard(String card) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class RawHandler implements WebSocketHandler {
        @RemoteCall("move")
        public void moveCard(String card) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class PrivateMethod extends AnonymousClients {
        @RemoteCall("move")
        private void moveCard() {}
    }

    /** Cannot be created. */
    public interface Move {}

    @WebSocketEndpoint("/mistake")
    public static class UnreadableParameter extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard(Move move) {}
    }

    record HiddenMove(String card) {}

    @WebSocketEndpoint("/mistake")
    public static class HiddenParameter extends AnonymousClients {
        @RemoteCall("move")
        public void moveCard(HiddenMove move) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class HiddenElement extends AnonymousClients {
        @RemoteCall("move")
        public void moveCards(Map<String, List<HiddenMove>> moves) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class HiddenWildcard extends AnonymousClients {
        @RemoteCall("move")
        public void moveCards(List<? extends HiddenMove> moves) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class HiddenArray extends AnonymousClients {
        @RemoteCall("move")
        public void moveCards(HiddenMove[] moves) {}
    }

    @WebSocketEndpoint("/mistake")
    public static class HiddenResult extends AnonymousClients {
        @RemoteCall("last")
        public HiddenMove lastMove() {
            return new HiddenMove("7");
        }
    }

    @WebSocketEndpoint("/mistake")
    public static class HiddenStage extends AnonymousClients {
        @RemoteCall("all")
        public CompletionStage<List<HiddenMove[]>> allMoves() {
            return CompletableFuture.completedFuture(List.of());
        }
    }

    @WebSocketEndpoint(value = "/mistake", overflow = OverflowPolicy.DROP_OLDEST)
    public static class DroppingEndpoint extends AnonymousClients {}

    @ParameterizedTest
    @CsvSource({
        "OneNameTwice, TIDEWAY-CF002, @RemoteCall(\"move\")",
        "WithoutName, TIDEWAY-CF003, moveCard",
        "TwoParameters, TIDEWAY-CF004, 'moveCard(String, String) takes 2 parameters for the data'",
        "TwoConnections, TIDEWAY-CF004, 'moveCard(Connection, Connection) takes 2 parameters of the type Connection'",
        "GenericMethod, TIDEWAY-CF004, moveCard(Object) has type parameters",
        "StaticMethod, TIDEWAY-CF004, moveCard() is static",
        "PrivateMethod, TIDEWAY-CF004, moveCard() is private",
        "Overloads, TIDEWAY-CF002, moveCard(int)",
        "Overloads, TIDEWAY-CF002, moveCard(String)",
        "CallOfInterface, TIDEWAY-CF006, Moves",
        "RawHandler, TIDEWAY-581, moveCard",
        "UnreadableParameter, TIDEWAY-CF005, Move",
        "HiddenParameter, TIDEWAY-595, in the parameter of the @RemoteCall method moveCard",
        "HiddenElement, TIDEWAY-595, HiddenMove",
        "HiddenWildcard, TIDEWAY-595, HiddenMove",
        "HiddenArray, TIDEWAY-595, HiddenMove",
        "HiddenResult, TIDEWAY-595, in the result of the @RemoteCall method lastMove",
        "HiddenStage, TIDEWAY-595, HiddenMove",
        "DroppingEndpoint, TIDEWAY-CF001, DROP_OLDEST"
    })
    void aMistakeFailsTheDeployment(String endpoint, String id, String named) throws ClassNotFoundException {
        Class<?> mistaken = Class.forName(DeploymentMistakesTest.class.getName() + '$' + endpoint);
        assertThatThrownBy(() -> TidewayServer.builder().port(0).beans(mistaken).start())
                .hasStackTraceContaining(id)
                .hasStackTraceContaining(named);
    }

    enum Column {
        TODO
    }

    @WebSocketEndpoint("/columns")
    public static class Columns extends AnonymousClients {
        @RemoteCall("sorted")
        public List<Column> sorted(Set<Column> columns) {
            return List.copyOf(columns);
        }
    }

    @Test
    void typesThatAreNotPublicAndCanBeReadAndWrittenDeploy() {
        try (TidewayServer server =
                TidewayServer.builder().port(0).beans(Columns.class).start()) {
            assertThat(server.port()).isPositive();
        }
    }
}
