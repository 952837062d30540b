package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.all;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.ask;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.frame;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.next;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.number;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows what a client that uses Protobuf sees of rooms, by the numbers of the protocol's schema. */
@TidewayTest(beans = {ProtobufEndpoint.class, RememberingRooms.class})
class ProtobufRoomsTest {
    // Requests and their answers
    private static final int ID = 1;
    private static final int ERROR = 2;
    private static final int PUSH = 4;

    @Inject
    ConnectionManager manager;

    private final String room = "log:" + UUID.randomUUID();

    private TestConnection subscribed(TestClient client) {
        TestConnection connection = ProtobufEndpoint.connected(client);
        assertThat(number(ask(connection, ID, 2, 5, message(1, room)), ID)).isEqualTo(2);
        assertThat(all(next(connection), PUSH, 5)).as("its own join").hasSize(1);
        return connection;
    }

    @Test
    void aPublicationReachesItsSenderBeforeTheAnswer(TestClient client) {
        TestConnection connection = subscribed(client);
        String json = "{\n  \"a\": 1.0\n}";
        UnknownFieldSet push = ask(connection, ID, 3, 7, message(1, room, 2, json));
        assertThat(text(push, PUSH, 2)).isEqualTo(room);
        assertThat(text(push, PUSH, 4, 4)).as("the bytes as they came").isEqualTo(json);
        assertThat(text(push, PUSH, 4, 5, 1)).isEqualTo("ann");
        assertThat(text(push, PUSH, 4, 5, 2)).isNotEmpty();
        assertThat(text(push, PUSH, 4, 5, 3)).isEqualTo("{\"color\":1}");
        assertThat(number(push, PUSH, 4, 6)).as("offset").isEqualTo(1);
        assertThat(text(push, PUSH, 4, 14)).as("epoch").isNotEmpty();
        UnknownFieldSet answer = next(connection);
        assertThat(number(answer, ID)).isEqualTo(3);
        assertThat(all(answer, 8)).hasSize(1);
    }

    @Test
    void aClientRecoversWhatItHasMissed(TestClient client) {
        TestConnection connection = ProtobufEndpoint.connected(client);
        UnknownFieldSet first = ask(connection, ID, 2, 5, message(1, room));
        String epoch = text(first, 6, 6);
        assertThat(number(first, 6, 3)).as("recoverable").isEqualTo(1);
        assertThat(number(first, 6, 10)).as("positioned").isEqualTo(1);
        connection.close();
        for (int i = 1; i <= 3; i++) {
            manager.room(room).broadcastText("{\"n\":" + i + "}");
        }
        UnknownFieldSet again = ask(
                ProtobufEndpoint.connected(client),
                ID,
                2,
                5,
                message(1, room, 3, true, 6, epoch, 7, 1, 9, true, 10, true, 11, true));
        assertThat(number(again, 6, 12)).as("was_recovering").isEqualTo(1);
        assertThat(number(again, 6, 8)).as("recovered").isEqualTo(1);
        assertThat(number(again, 6, 9)).as("offset").isEqualTo(1);
        assertThat(all(again, 6, 7)).hasSize(2);
        assertThat(text(again, 6, 7, 4)).isEqualTo("{\"n\":2}");

        UnknownFieldSet refused =
                ask(ProtobufEndpoint.connected(client), ID, 2, 5, message(1, room, 3, true, 6, "other", 7, 1, 14, 2));
        assertThat(number(refused, ERROR, 1)).isEqualTo(112);
    }

    @Test
    void nothingCannotBePublished(TestClient client) {
        for (UnknownFieldSet publish :
                List.of(message(1, room), message(1, room, 2, ""), message(1, room, 2, "null"))) {
            TestConnection connection = subscribed(client);
            connection.sendBinary(frame(message(ID, 3, 7, publish)));
            assertThat(connection.closeCode()).isEqualTo(3501);
        }
    }

    @Test
    void aClientThatHasSeenNothingRecoversEverything(TestClient client) {
        manager.room(room).broadcastText("1");
        UnknownFieldSet answer = ask(ProtobufEndpoint.connected(client), ID, 2, 5, message(1, room, 3, true));
        assertThat(number(answer, 6, 8)).as("recovered").isEqualTo(1);
        assertThat(text(answer, 6, 7, 4)).isEqualTo("1");
    }

    @Test
    void historyAndMembersAreListed(TestClient client) {
        TestConnection connection = subscribed(client);
        for (int i = 1; i <= 3; i++) {
            manager.room(room).broadcastText(Integer.toString(i));
            next(connection);
        }
        UnknownFieldSet answer = ask(connection, ID, 3, 10, message(1, room, 7, -1));
        assertThat(all(answer, 11, 1)).hasSize(3);
        String epoch = text(answer, 11, 2);
        assertThat(number(answer, 11, 3)).isEqualTo(3);
        answer = ask(connection, ID, 4, 10, message(1, room, 7, 1, 8, message(1, 1, 2, epoch)));
        assertThat(text(answer, 11, 1, 4)).isEqualTo("2");
        answer = ask(connection, ID, 5, 10, message(1, room, 7, 1, 9, true));
        assertThat(text(answer, 11, 1, 4)).isEqualTo("3");
        answer = ask(connection, ID, 6, 10, message(1, room, 7, 1, 8, message(1, 1, 2, "other")));
        assertThat(number(answer, ERROR, 1)).isEqualTo(112);

        answer = ask(connection, ID, 7, 8, message(1, room));
        assertThat(text(answer, 9, 1, 1)).isEqualTo(text(answer, 9, 1, 2, 2)).isNotEmpty();
        assertThat(text(answer, 9, 1, 2, 1)).isEqualTo("ann");
        answer = ask(connection, ID, 8, 9, message(1, room));
        assertThat(number(answer, 10, 1)).isEqualTo(1);
        assertThat(number(answer, 10, 2)).isEqualTo(1);
    }

    @Test
    void joinsAndLeavesArePushed(TestClient client) {
        TestConnection connection = subscribed(client);
        TestConnection other = subscribed(client);
        assertThat(text(next(connection), PUSH, 5, 1, 1)).isEqualTo("ann");
        assertThat(all(ask(other, ID, 3, 6, message(1, room)), 7)).hasSize(1);
        assertThat(text(next(connection), PUSH, 6, 1, 1)).isEqualTo("ann");
    }

    @Test
    void whatTheApplicationDoesWithRoomsIsPushed(TestClient client) {
        TestConnection connection = ProtobufEndpoint.open(client);
        ask(connection, ID, 1, 4, message(1, "eve"));
        manager.userConnections("eve").iterator().next().joinRoom("given");
        UnknownFieldSet push = next(connection);
        assertThat(text(push, PUSH, 2)).isEqualTo("given");
        assertThat(all(push, PUSH, 9)).hasSize(1);
        manager.userConnections("eve").iterator().next().leaveRoom("given");
        push = next(connection);
        assertThat(number(push, PUSH, 7, 2)).isEqualTo(2000);
        assertThat(text(push, PUSH, 7, 3)).isEqualTo("server unsubscribe");
    }
}
