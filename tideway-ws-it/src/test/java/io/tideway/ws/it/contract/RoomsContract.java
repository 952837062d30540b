package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests rooms, users, audiences and broadcasts on every server, as the guide shows them. */
abstract class RoomsContract {
    private final ContractClient application;
    private final String room = "room-" + UUID.randomUUID();
    private final String ann = "ann-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();
    private TestConnection first;
    private TestConnection second;
    private TestConnection third;

    RoomsContract(ContractClient application) {
        this.application = application;
    }

    @BeforeEach
    void connect() {
        first = welcomed(ann);
        second = welcomed(ann);
        third = welcomed(bob);
    }

    private TestConnection welcomed(String name) {
        TestConnection client = application.connect("/rooms-and-users/" + name);
        assertThat(client.nextText()).isEqualTo("Welcome!");
        return client;
    }

    @Test
    void aBroadcastFromACallbackReachesEveryConnectionAndItsSender() {
        first.send("everyone - hello");
        assertThat(first.nextText()).isEqualTo("hello");
        assertThat(first.nextText()).startsWith("ok ");
        assertThat(second.nextText()).isEqualTo("hello");
        assertThat(third.nextText()).isEqualTo("hello");
    }

    @Test
    void connectionManagerAndRoomShareState() {
        assertThat(first.ask("join " + room)).isEqualTo("ok true");
        assertThat(first.ask("manager-join " + room)).isEqualTo("ok false");
        assertThat(second.ask("manager-join " + room)).isEqualTo("ok true");
        assertThat(second.ask("members " + room)).isEqualTo("ok 2 2 true");
        assertThat(third.ask("room-join " + room)).isEqualTo("ok true");
        assertThat(third.ask("mine")).isEqualTo("ok [" + room + "]");
        assertThat(first.ask("members " + room)).isEqualTo("ok 3 3 true");
        assertThat(first.ask("room-leave " + room)).isEqualTo("ok true");
        assertThat(first.ask("leave " + room)).isEqualTo("ok false");
        assertThat(second.ask("manager-leave " + room)).isEqualTo("ok true");
        assertThat(second.ask("members " + room)).isEqualTo("ok 1 1 false");
        assertThat(third.ask("exists " + room)).isEqualTo("ok true");
        assertThat(third.ask("leave " + room)).isEqualTo("ok true");
        assertThat(third.ask("exists " + room)).isEqualTo("ok false");
    }

    @Test
    void aRoomBroadcastReachesItsMembersOnly() {
        first.ask("join " + room);
        second.ask("join " + room);
        assertThat(third.ask("to-room " + room + " one")).isEqualTo("ok 2/2");
        assertThat(third.ask("room-says " + room + " two")).isEqualTo("ok 2/2");
        assertThat(third.ask("json-to-room " + room + " three")).isEqualTo("ok 2/2");
        assertThat(third.ask("binary-to-room " + room + " four")).isEqualTo("ok 2/2");
        assertThat(first.nextTexts(3)).containsExactly("one", "two", "{\"text\":\"three\"}");
        assertThat(second.nextTexts(3)).containsExactly("one", "two", "{\"text\":\"three\"}");
        assertThat(first.nextBinary()).isEqualTo("four".getBytes(StandardCharsets.UTF_8));
        assertThat(second.nextBinary()).isEqualTo("four".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aUserIsReachedOnAllConnectionsAndMayChange() {
        assertThat(third.ask("to-user " + ann + " psst")).isEqualTo("ok 2/2");
        assertThat(third.ask("json-to-user " + ann + " psst")).isEqualTo("ok 2/2");
        assertThat(first.nextTexts(2)).containsExactly("psst", "{\"text\":\"psst\"}");
        assertThat(second.nextTexts(2)).containsExactly("psst", "{\"text\":\"psst\"}");
        assertThat(second.ask("user-id " + bob)).isEqualTo("ok " + bob);
        assertThat(second.ask("of-user " + ann)).isEqualTo("ok 1");
        assertThat(second.ask("of-user " + bob)).isEqualTo("ok 2");
        assertThat(first.ask("user-id")).isEqualTo("ok anonymous");
        assertThat(first.ask("of-user " + ann)).isEqualTo("ok 0");
    }

    @Test
    void audiencesUniteExcludeAndFilter() {
        first.ask("join " + room);
        third.ask("join " + room);
        assertThat(first.ask("others " + room + " hi")).isEqualTo("ok 1/1");
        assertThat(third.nextText()).isEqualTo("hi");
        // first is in the room and of the user, and is reached once
        assertThat(third.ask("room-and-user " + room + " " + ann)).isEqualTo(ann);
        assertThat(third.nextText()).isEqualTo("ok 3/3");
        assertThat(second.nextText()).isEqualTo(ann);
        assertThat(first.nextText()).isEqualTo(ann);
        assertThat(first.ask("mine")).isEqualTo("ok [" + room + "]");
    }

    @Test
    void metadataSelectsAndMayBeRemoved() {
        String key = "beta-" + UUID.randomUUID();
        assertThat(second.ask("note " + key + " yes")).isEqualTo("ok {" + key + "=yes}");
        assertThat(third.ask("with-note " + key + " new")).isEqualTo("ok 1/1");
        assertThat(second.nextText()).isEqualTo("new");
        assertThat(second.ask("note " + key)).isEqualTo("ok {}");
        assertThat(third.ask("with-note " + key + " lost")).isEqualTo("ok 0/0");
        assertThat(first.ask("on-path " + bob + " path")).isEqualTo("ok 1/1");
        assertThat(third.nextText()).isEqualTo("path");
    }

    @Test
    void anAudienceMovesAndCloses() {
        first.ask("join " + room);
        second.ask("join " + room);
        assertThat(third.ask("move " + room + " " + room + "-2")).isEqualTo("ok 2");
        assertThat(third.ask("members " + room + "-2")).isEqualTo("ok 2 2 false");
        assertThat(third.ask("close-room " + room + " moved on")).isEqualTo("ok 2");
        assertThat(first.closeFrame()).isEqualTo(new io.tideway.ws.CloseFrame(4001, "moved on"));
        assertThat(second.closeCode()).isEqualTo(4001);
        application.eventually(() -> {
            assertThat(third.ask("exists " + room)).isEqualTo("ok false");
            assertThat(third.ask("of-user " + ann)).isEqualTo("ok 0");
        });
    }

    @Test
    void aDisconnectedClientLeavesItsRoomsAndItsUser() throws Exception {
        first.ask("join " + room);
        first.abort();
        application.eventually(() -> {
            assertThat(third.ask("members " + room)).isEqualTo("ok 0 0 false");
            assertThat(third.ask("of-user " + ann)).isEqualTo("ok 1");
            assertThat(third.ask("exists " + room)).isEqualTo("ok false");
        });
    }
}
