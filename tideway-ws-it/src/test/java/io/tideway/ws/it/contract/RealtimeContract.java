package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.junit.TestConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests realtime endpoints on every server, with frames of the Centrifuge protocol, most of them in its JSON form. */
abstract class RealtimeContract {
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    // The numbers of commands in Protobuf; the replies to the first four have the next ones.
    private static final int CONNECT = 4;
    private static final int SUBSCRIBE = 5;
    private static final int PUBLISH = 7;
    private static final int RPC = 13; // as has its reply

    private final ContractClient application;
    private final String room = "realtime-" + UUID.randomUUID();
    private final String ann = "ann-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    RealtimeContract(ContractClient application) {
        this.application = application;
    }

    private static String connect(String token) {
        return "{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}";
    }

    private TestConnection connected(String path, String token) {
        TestConnection client = application.connect(path);
        assertThat(client.ask(connect(token))).startsWith("{\"id\":1,\"connect\":{\"client\":\"");
        return client;
    }

    private TestConnection connected(String token) {
        return connected("/realtime", token);
    }

    private String request(int id, String kind, String parameters) {
        return "{\"id\":" + id + ",\"" + kind + "\":{\"channel\":\"" + room + "\"" + parameters + "}}";
    }

    private static String call(int id, String method, String data) {
        return "{\"id\":" + id + ",\"rpc\":{\"method\":\"" + method + "\",\"data\":" + data + "}}";
    }

    /** Joins the room, and returns the answer. */
    private String join(TestConnection client, String parameters) {
        String answer = client.ask(request(2, "subscribe", parameters));
        assertThat(answer).startsWith("{\"id\":2,\"subscribe\":{");
        until(client, "\"join\":");
        return answer;
    }

    /** Returns the next text that contains a part; joins and leaves of others may come before. */
    private static String until(TestConnection client, String part) {
        Predicate<String> expected = text -> text.contains(part);
        List<String> texts = client.nextTextsUntil(expected);
        return texts.get(texts.size() - 1);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    @Test
    void aClientConnectsWithATokenAndIsItsUser() {
        TestConnection client = connected(ann);
        assertThat(application.ask("user " + ann)).isEqualTo("1");
        client.close();
        application.eventually(() -> assertThat(application.ask("user " + ann)).isEqualTo("0"));
    }

    @Test
    void aForgedTokenClosesForGood() {
        TestConnection client = application.connect("/realtime").send(connect("forged"));
        assertThat(client.closeFrame()).isEqualTo(new CloseFrame(3500, "invalid token"));
    }

    @Test
    void anOldTokenIsAnError() {
        assertThat(application.connect("/realtime").ask(connect("old")))
                .isEqualTo("{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}");
    }

    @Test
    void whatIsPublishedReachesAllMembersAndThePublisherBeforeItsAnswer() {
        TestConnection publisher = connected(ann);
        TestConnection other = connected(bob);
        join(publisher, "");
        join(other, "");
        publisher.send(request(3, "publish", ",\"data\":{\"text\":\"Grüße 🌊\",\"n\": 1.0}"));
        List<String> texts = publisher.nextTextsUntil("{\"id\":3,\"publish\":{}}"::equals);
        String data = "\"pub\":{\"data\":{\"text\":\"Grüße 🌊\",\"n\": 1.0},\"info\":{\"user\":\"" + ann + "\"";
        assertThat(texts.get(texts.size() - 2)).contains(data);
        assertThat(until(other, "\"pub\":")).contains(data);
    }

    @Test
    void clientsThatUseProtobufAndJsonShareARoom() throws IOException {
        TestConnection json = connected(bob);
        join(json, "");
        TestConnection protobuf = application.connect("/realtime?cf_protocol=protobuf");
        assertThat(ask(protobuf, 1, CONNECT, ann).hasField(CONNECT + 1)).isTrue();
        assertThat(ask(protobuf, 2, SUBSCRIBE, room).hasField(SUBSCRIBE + 1)).isTrue();
        assertThat(ask(protobuf, 3, RPC, "\"x\"", "validated").getField(RPC).getLengthDelimitedList())
                .extracting(ByteString::toStringUtf8)
                .containsExactly("\n\003\"x\"");
        assertThat(ask(protobuf, 4, PUBLISH, room, "{\"n\":1}").hasField(PUBLISH + 1))
                .isTrue();
        assertThat(until(json, "\"pub\":")).contains("{\"n\":1}", "\"user\":\"" + ann + "\"");
    }

    /** Sends a command whose parameters are strings, numbered from 1; returns its reply, after pushes. */
    private static UnknownFieldSet ask(TestConnection client, int id, int kind, String... parameters)
            throws IOException {
        UnknownFieldSet.Builder request = UnknownFieldSet.newBuilder();
        for (int i = 0; i < parameters.length; i++) {
            request.mergeField(i + 1, bytes(ByteString.copyFromUtf8(parameters[i])));
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        UnknownFieldSet.newBuilder()
                .mergeVarintField(1, id)
                .mergeField(kind, bytes(request.build().toByteString()))
                .build()
                .writeDelimitedTo(frame);
        client.sendBinary(frame.toByteArray());
        while (true) {
            ByteArrayInputStream replies = new ByteArrayInputStream(client.nextBinary());
            while (replies.available() > 0) {
                UnknownFieldSet.Builder reply = UnknownFieldSet.newBuilder();
                reply.mergeDelimitedFrom(replies);
                if (reply.build().getField(1).getVarintList().contains((long) id)) {
                    return reply.build();
                }
            }
        }
    }

    private static UnknownFieldSet.Field bytes(ByteString value) {
        return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
    }

    @Test
    void aRoomThatIsNotAllowedIsDenied() {
        assertThat(connected(ann).ask("{\"id\":2,\"subscribe\":{\"channel\":\"secret\"}}"))
                .isEqualTo("{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
    }

    @Test
    void membersAreListedAndCounted() {
        TestConnection client = connected(ann);
        TestConnection other = connected(bob);
        join(client, "");
        join(other, "");
        client.send(request(3, "presence", ""));
        assertThat(until(client, "\"id\":3,")).contains("\"user\":\"" + ann + "\"", "\"user\":\"" + bob + "\"");
        client.send(request(4, "presence_stats", ""));
        assertThat(until(client, "\"id\":4,"))
                .isEqualTo("{\"id\":4,\"presence_stats\":{\"num_clients\":2,\"num_users\":2}}");
        other.close();
        assertThat(until(client, "\"leave\":")).contains("\"user\":\"" + bob + "\"");
    }

    @Test
    void historyIsRead() {
        TestConnection client = connected(ann);
        join(client, "");
        for (int i = 1; i <= 3; i++) {
            client.send(request(2 + i, "publish", ",\"data\":" + i));
        }
        client.send(request(9, "history", ",\"limit\":2,\"reverse\":true"));
        assertThat(until(client, "\"id\":9,"))
                .containsSubsequence("\"data\":3", "\"offset\":3", "\"data\":2", "\"offset\":2", "\"offset\":3}}");
    }

    @Test
    void aClientRecoversWhatItHasMissedAfterACut() throws Exception {
        TestConnection publisher = connected(bob);
        join(publisher, "");
        TestConnection client = connected(ann);
        String epoch = first(EPOCH, join(client, ""));
        publisher.send(request(3, "publish", ",\"data\":\"seen\""));
        String offset = first(OFFSET, until(client, "\"data\":\"seen\""));
        client.abort();
        publisher.send(request(4, "publish", ",\"data\":\"missed\""));
        until(publisher, "\"id\":4,");
        TestConnection again = connected(ann);
        String position = ",\"recover\":true,\"offset\":" + offset + ",\"epoch\":\"" + epoch + "\"";
        assertThat(join(again, position))
                .contains("\"was_recovering\":true,\"recovered\":true", "\"data\":\"missed\"")
                .doesNotContain("\"data\":\"seen\"");
        publisher.send(request(5, "publish", ",\"data\":\"live\""));
        assertThat(until(again, "\"pub\":")).contains("\"data\":\"live\"");
    }

    @Test
    void aCallIsTypedByTheServersJsonB() {
        TestConnection client = connected(ann);
        assertThat(client.ask(call(2, "order", "{\"item\":\"tea\",\"count\":2}")))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":{\"by\":\"" + ann + "\",\"what\":\"2 tea\"}}}");
        assertThat(client.ask(call(3, "order", "{\"item\":\"tea\",\"count\":\"many\"}")))
                .isEqualTo("{\"id\":3,\"error\":{\"code\":107,\"message\":\"bad request\"}}");
        assertThat(client.ask(call(4, "order", "{\"item\":\"tea\",\"count\":0}")))
                .isEqualTo("{\"id\":4,\"error\":{\"code\":400,\"message\":\"count must be at least 1\"}}");
        assertThat(client.ask(call(5, "none", "1"))).contains("\"code\":104");
    }

    @Test
    void aCallTakesARecordWithoutAnnotations() {
        assertThat(connected(ann).ask(call(2, "plain", "{\"item\":\"tea\",\"count\":2}")))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":2}}");
    }

    @Test
    void aParameterIsValidatedByTheServersProvider() {
        TestConnection client = connected(ann);
        String answer = client.ask(call(2, "validated", "\" \""));
        if (application.has(Deviation.LACKS_VALIDATION)) {
            assertThat(answer).isEqualTo("{\"id\":2,\"rpc\":{\"data\":\" \"}}");
        } else {
            assertThat(answer).startsWith("{\"id\":2,\"error\":{\"code\":400,").contains("must not be blank");
        }
        assertThat(client.ask(call(3, "validated", "\"tea\""))).isEqualTo("{\"id\":3,\"rpc\":{\"data\":\"tea\"}}");
    }

    @Test
    void aCallIsAnsweredOnceItsStageCompletes() {
        assertThat(connected(ann).ask(call(2, "later", "\"tea\"")))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":{\"by\":\"" + ann + "\",\"what\":\"2 tea\"}}}");
    }

    @Test
    void aCallForARoleIsDeniedToOthers() {
        assertThat(connected(ann).ask(call(2, "for-accountants", "null"))).contains("\"code\":103");
    }

    @Test
    void aMessageWithoutAnAnswerReachesTheHandler() {
        assertThat(connected(ann).ask("{\"send\":{\"data\":[1]}}"))
                .isEqualTo("{\"push\":{\"message\":{\"data\":[1]}}}");
    }

    @ParameterizedTest
    @CsvSource({"4500, 4500", "3014, 3014", "1008, 3503"})
    void aCloseOfTheApplicationTellsTheClientWhetherToComeBack(int asked, int told) {
        TestConnection closing = connected("closing-" + asked);
        assertThat(connected(ann).ask(call(2, "close", Integer.toString(asked))))
                .isEqualTo("{\"id\":2,\"rpc\":{\"data\":1}}");
        assertThat(closing.closeFrame()).isEqualTo(new CloseFrame(told, "told to"));
    }

    @Test
    void aClientThatAnswersPingsStaysConnected() {
        TestConnection client = connected("/realtime-heartbeat", ann);
        for (int pings = 0; pings < 6; pings++) { // longer than the timeout
            assertThat(client.nextText()).isEqualTo("{}");
            client.send("{}");
        }
        client.send(call(2, "later", "\"tea\""));
        until(client, "\"id\":2,");
    }

    @Test
    void aClientThatAnswersNoPingsIsClosed() {
        TestConnection client = connected("/realtime-heartbeat", ann);
        assertThat(client.closeFrame(ContractClient.PATIENCE).code()).isEqualTo(3012);
    }

    @Test
    void whatBreaksTheProtocolClosesForGood() {
        assertThat(connected(ann).send("{\"id\":2,\"rpc\":").closeCode()).isEqualTo(3501);
        assertThat(connected(ann).send("{}").closeCode()).isEqualTo(3501);
    }
}
