package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tideway.ws.Connection;
import io.tideway.ws.Target;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.it.contract.app.RecordingEchoEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows how many rooms a connection may join, and which names of rooms and users are valid. */
class RoomLimitsTest extends StandaloneTest {

    @WebSocketEndpoint(value = "/rooms", maxRooms = 2, maxRoomNameLength = 10)
    static class Rooms extends RecordingEchoEndpoint {}

    private Connection connection;

    @BeforeEach
    void connect() {
        String tag = application.tag();
        application.connect("/rooms?tag=" + tag);
        connection = connection(tag);
    }

    @Test
    void aConnectionJoinsAsManyRoomsAsItMayAndAnotherOnceItHasLeftOne() {
        connection.joinRoom("one");
        connection.joinRoom("two");
        assertThatIllegalStateException()
                .isThrownBy(() -> connection.joinRoom("three"))
                .withMessageContaining("three")
                .withMessageContaining("2");
        assertThatIllegalStateException().isThrownBy(() -> manager.addToRoom(connection.id(), "three"));
        assertThat(manager.to(Target.connection(connection.id())).joinRoom("three"))
                .isZero();
        assertThat(connection.joinRoom("two")).isFalse();
        assertThat(manager.rooms()).containsExactlyInAnyOrder("one", "two");
        connection.leaveRoom("one");
        assertThat(connection.joinRoom("three")).isTrue();
    }

    @Test
    void aRoomNameMayHaveTheLimitAndNotMore() {
        assertThat(connection.joinRoom("0123456789")).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connection.joinRoom("01234567890"))
                .withMessageContaining("1 to 10");
        assertThatIllegalArgumentException().isThrownBy(() -> connection.joinRoom("x".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\nb", "a\0b", "\u2028", "\ud800", "\u202e"})
    void aRoomNameThatIsNotPrintableIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> connection.joinRoom(name));
        assertThatIllegalArgumentException().isThrownBy(() -> manager.addToRoom(connection.id(), name));
        assertThat(manager.roomCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "*", "a/b", " ", "%00", "日本", "😀", ".*"})
    void aNameIsOpaque(String name) {
        connection.joinRoom("other");
        assertThat(connection.joinRoom(name)).isTrue();
        assertThat(manager.rooms()).containsExactlyInAnyOrder("other", name);
        assertThat(manager.roomMembers(name)).containsExactly(connection.id());
        connection.leaveRoom("other");
        assertThat(manager.to(Target.room(name)).count()).isEqualTo(1);
        assertThat(manager.to(Target.room("other")).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\0b"})
    void aUserIdWithControlCharactersIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> connection.setUserId(id));
        assertThatIllegalArgumentException().isThrownBy(() -> connection.setUserId("x".repeat(10_000)));
        assertThat(connection.userId()).isEmpty();
    }
}
