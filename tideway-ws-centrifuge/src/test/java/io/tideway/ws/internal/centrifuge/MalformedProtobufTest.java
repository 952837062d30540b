package io.tideway.ws.internal.centrifuge;

import static io.tideway.ws.internal.centrifuge.ProtobufFrames.frame;
import static io.tideway.ws.internal.centrifuge.ProtobufFrames.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.junit.TidewayTest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a client which breaks the Protobuf form is sent away. */
@TidewayTest
class MalformedProtobufTest {

    @WebSocketEndpoint("/malformed")
    public static class Anyone extends AnonymousClients {}

    private static TestConnection open(TestClient client) {
        return client.connect("/malformed?format=protobuf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "00", // a pong without a ping
                "02 08", // shorter than its length
                "05 08 01 22 00", // the same
                "04 08 01 22 01", // a field longer than its command
                "04 08 01 22 05", // the same
                "ff ff ff ff ff ff ff ff ff 01 08", // a negative length
                "80 80 80 80 10 08", // a length of 4 GiB
                "ff ff ff ff ff ff ff ff ff ff ff", // an endless length
                "04 08 01 23 2c", // a group that ends as another
                "04 08 01 23 08", // a group that ends within a field
                "03 08 01 23", // a group without an end
                "05 08 01 23 2b 24", // a group whose inner one does not end
                "04 08 01 24 22", // the end of a group
                "06 08 01 22 02 0b 14", // a group inside that ends as another
                "05 08 01 22 01 0b 0c", // a group that is longer than its message
                "03 08 01 26", // a wire type that does not exist
                "03 08 01 07", // the same
                "04 08 01 00 00", // a field without a number
                "07 08 01 22 03 0a 01 ff", // a token that is not UTF-8
                "02 08 01", // no request
                "04 08 01 2a 00", // a request before connect
                "04 08 01 22 00 04 08 02 22 00", // connect twice
                "04 08 01 22 00 00", // and a pong without a ping
                "04 08 01 22 00 04 08 02 2a 00", // subscribe without a channel
                "02 22 00" // connect without an id
            })
    void whatTheFormForbidsIsAnsweredWithAClose(String hex, TestClient client) {
        TestConnection connection = open(client);
        connection.sendBinary(HexFormat.ofDelimiter(" ").parseHex(hex));
        assertThat(connection.closeFrame()).isEqualTo(new CloseFrame(3501, "bad request"));
    }

    @Test
    void textIsAnsweredWithAClose(TestClient client) {
        TestConnection connection = open(client);
        connection.send("{\"id\":1,\"connect\":{}}");
        assertThat(connection.closeCode()).isEqualTo(3501);
    }

    @Test
    void aCommandThatIsCutAnywhereIsMalformed() {
        byte[] whole = frame(message(
                1, 300, 4, message(1, "token", 2, "{}", 3, message(1, "a", 2, message(3, true, 6, "e", 7, 1000)))));
        for (int length = 0; length < whole.length; length++) {
            Commands cut = ProtobufCommands.of(Message.binary(Arrays.copyOf(whole, length)));
            assertThatThrownBy(cut::next).isInstanceOf(MalformedFrame.class);
        }
        Command read = ProtobufCommands.of(Message.binary(whole)).next();
        assertThat(read.rooms).containsEntry("a", new Position("e", 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 08 01 23 24 22 00", // of a known number
                "0e 08 01 a3 06 08 01 13 14 0a 01 78 a4 06 22 00", // with fields and another group
                "06 08 01 22 02 0b 0c" // in a message
            })
    void aGroupIsSkipped(String hex) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        bytes[0] = (byte) (bytes.length - 1);
        Command read = ProtobufCommands.of(Message.binary(bytes)).next();
        assertThat(read.id).isEqualTo(1);
        assertThat(read.kind).isEqualTo(Command.Kind.CONNECT);
    }

    @Test
    void groupsInEachOtherAreSkippedToABound() {
        assertThat(ProtobufCommands.of(groups(100)).next().kind).isEqualTo(Command.Kind.CONNECT);
        assertThatThrownBy(() -> ProtobufCommands.of(groups(101)).next()).isInstanceOf(MalformedFrame.class);
    }

    /** Makes a connect behind so many groups in each other. */
    private static Message groups(int depth) {
        int length = 4 + 2 * depth;
        byte[] bytes = new byte[2 + length];
        bytes[0] = (byte) (length & 0x7F | 0x80);
        bytes[1] = (byte) (length >> 7);
        bytes[2] = 0x08;
        bytes[3] = 1;
        Arrays.fill(bytes, 4, 4 + depth, (byte) (6 << 3 | 3));
        Arrays.fill(bytes, 4 + depth, 4 + 2 * depth, (byte) (6 << 3 | 4));
        bytes[4 + 2 * depth] = 0x22;
        return Message.binary(bytes);
    }

    @Test
    void deepNestingIsSkippedOrContent() {
        byte[] deep = new byte[0];
        for (int depth = 0; depth < 1000; depth++) {
            deep = message(50, deep).toByteArray();
        }
        Command read = ProtobufCommands.of(Message.binary(frame(message(1, 1, 4, deep, 50, deep))))
                .next();
        assertThat(read.kind).isEqualTo(Command.Kind.CONNECT);
        Command call = ProtobufCommands.of(Message.binary(frame(message(1, 1, 13, message(1, "[".repeat(10_000))))))
                .next();
        assertThat(call.data).isInstanceOf(Content.Bytes.class);
    }

    @Test
    void clientsAreSentAwayForGoodWhereTheLibraryIsMissing() {
        ClassLoader without = new ClassLoader(ClassLoader.getPlatformClassLoader()) {};
        assertThatThrownBy(() -> Form.protobufReader(without).apply(Message.binary(new byte[] {0})))
                .isInstanceOfSatisfying(
                        MalformedFrame.class,
                        e -> assertThat(e.answer())
                                .isEqualTo(new CloseFrame(
                                        3506, "inappropriate protocol: the application lacks the jar protobuf-java")));
    }
}
