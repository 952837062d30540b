package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on every server that application code runs in the context of its application. */
abstract class ContextContract {
    private static final List<String> EVERYWHERE = List.of(
            "check",
            "onUpgrade",
            "onConnect",
            "onMessage",
            "onError",
            "onDisconnect",
            "matching",
            "thenRun",
            "thenThenRunAsync",
            "thenRunAsync",
            "thenRun of an audience",
            "reply of a join",
            "thenAccept of a join",
            "thenThenRunAsync of a join",
            "opened",
            "opened, asynchronously",
            "user connected",
            "user connected, asynchronously",
            "joined a room",
            "joined a room, asynchronously",
            "joined a room with a log",
            "joined a room with a log, asynchronously",
            "failed",
            "failed, asynchronously",
            "left a room",
            "left a room, asynchronously",
            "left a room with a log",
            "left a room with a log, asynchronously",
            "user disconnected",
            "user disconnected, asynchronously",
            "closed",
            "closed, asynchronously");

    private final ContractClient application;

    ContextContract(ContractClient application) {
        this.application = application;
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "managed", "configured"})
    void applicationCodeRunsInTheContextOfItsApplication(String dispatch) {
        String tag = application.tag();
        TestConnection client = application.connect("/context/" + dispatch + "?tag=" + tag);
        assertThat(client.send("hello").nextTexts(3)).containsExactly("matched", "hello", "recovered false");
        application.eventually(() -> assertThat(application.journal(tag))
                .anyMatch(line -> line.startsWith("thenThenRunAsync loader"))
                .anyMatch(line -> line.startsWith("thenThenRunAsync of a join")));
        client.close();
        String[] lines = found(EVERYWHERE.stream());
        application.eventually(() -> assertThat(application.journal(tag)).containsExactlyInAnyOrder(lines));
        assertThat(application.journal("room policy")).containsOnly(found(Stream.of("optionsOf")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "managed", "configured"})
    void observersOfASlowConsumerRunInTheContextOfTheirApplication(String dispatch) throws IOException {
        String tag = application.tag();
        RawClient client = application.raw("/context/" + dispatch + "?tag=" + tag); // which never reads
        client.send(Frame.text("flood"));
        String[] lines = found(Stream.of("slow", "slow, asynchronously"));
        application.eventually(() -> assertThat(application.journal(tag))
                .filteredOn(line -> line.startsWith("slow"))
                .containsExactlyInAnyOrder(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "managed", "configured"})
    void whatRunsBeforeThereIsAConnectionRunsInTheContextOfItsApplication(String dispatch) throws IOException {
        String path = "/context/" + dispatch;
        assertThat(application.handshake(path + "?fail").answer().status()).isEqualTo(500);
        String[] lines = found(Stream.of("appliesTo", "failed", "failed, asynchronously"));
        application.eventually(() -> assertThat(application.journal(path)).containsOnly(lines));
    }

    @Test
    void callbacksOfARealtimeEndpointRunInTheContextOfTheirApplication() {
        String tag = application.tag();
        TestConnection client = application.connect("/realtime-context?tag=" + tag);
        assertThat(client.ask("{\"id\":1,\"connect\":{}}")).contains("\"connect\":");
        assertThat(client.ask("{\"id\":2,\"subscribe\":{\"channel\":\"context\"}}"))
                .contains("\"subscribe\":");
        assertThat(client.ask("{\"id\":3,\"publish\":{\"channel\":\"context\",\"data\":1}}"))
                .contains("\"code\":103");
        assertThat(client.ask("{\"id\":4,\"refresh\":{\"token\":\"new\"}}")).contains("\"refresh\":");
        assertThat(client.ask("{\"id\":5,\"sub_refresh\":{\"channel\":\"context\",\"token\":\"new\"}}"))
                .contains("\"sub_refresh\":");
        String found = found(Stream.of(""))[0].strip();
        assertThat(client.ask("{\"id\":6,\"rpc\":{\"method\":\"now\",\"data\":{\"tag\":\"x\"}}}"))
                .contains("{\"whenWritten\":\"" + found + "\"}");
        assertThat(client.ask("{\"id\":7,\"rpc\":{\"method\":\"later\"}}"))
                .contains("{\"whenWritten\":\"" + found + "\"}");
        client.send("{\"send\":{\"data\":1}}");
        application.eventually(() -> assertThat(application.journal(tag))
                .anyMatch(line -> line.startsWith("onText"))); // or the close drops it
        client.close();
        String[] lines = found(Stream.of(
                "onAuthenticate",
                "onConnect",
                "onJoin",
                "onPublish",
                "onRefresh",
                "onJoinRefresh",
                "call",
                "argument",
                "onText",
                "onDisconnect"));
        application.eventually(() -> assertThat(application.journal(tag)).containsExactly(lines));
    }

    @Test
    void afterCommitSendsAtOnceWithoutATransaction() {
        assertThat(application.connect("/transactions").send("outside").nextTexts(2))
                .containsExactly("at once", "outside");
    }

    private String[] found(Stream<String> where) {
        String found = " loader=true services=true cdi=true names="
                + (application.has(Deviation.LACKS_MANAGED_EXECUTORS) ? 0 : 3);
        return where.map(place -> place + found).toArray(String[]::new);
    }
}
