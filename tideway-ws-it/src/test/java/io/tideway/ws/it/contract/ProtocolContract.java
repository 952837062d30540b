package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests on every server that a violation of RFC 6455 closes with 1002, does not reach the handler, and calls
 * onDisconnect once.
 */
abstract class ProtocolContract {
    private final ContractClient application;
    private final String tag;

    ProtocolContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    static Stream<Named<byte[]>> violations() {
        byte[] none = new byte[0];
        byte[] x = {'x'};
        return Stream.of(
                Named.of("a continuation of nothing", Frame.masked(Frame.CONTINUATION, true, x)),
                Named.of("a message in the middle of another", two(Frame.TEXT, Frame.TEXT)),
                Named.of("an unknown data opcode", Frame.masked(3, true, x)),
                Named.of("an unknown control opcode", Frame.masked(11, true, x)),
                Named.of("a reserved bit", Frame.masked(0x40 | Frame.TEXT, true, x)),
                Named.of("a ping in fragments", Frame.masked(Frame.PING, false, none)),
                Named.of("a ping of 126 bytes", Frame.masked(Frame.PING, true, new byte[126])),
                Named.of("a close of one byte", Frame.masked(Frame.CLOSE, true, x)),
                Named.of("a close with 1005", Frame.close(1005)),
                Named.of("a close with 1006", Frame.close(1006)),
                Named.of("a close with 999", Frame.close(999)),
                Named.of("a close with 2000", Frame.close(2000)));
    }

    private static byte[] two(int first, int second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(Frame.masked(first, false, new byte[] {'x'}));
        both.writeBytes(Frame.masked(second, true, new byte[] {'y'}));
        return both.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aProtocolViolationClosesTheConnectionAndDoesNotReachTheHandler(byte[] bytes) throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        client.send(bytes);
        assertThat(client.answerClose().closeCode())
                .isEqualTo(application.has(Deviation.CLOSES_VIOLATIONS_WITH_1003) ? 1003 : 1002);
        client.awaitTcpEnd();
        String reported = application.has(Deviation.REPORTS_MOST_VIOLATIONS_AS_1006) ? "100[236]" : "1002";
        application.eventually(() -> {
            assertThat(application.journal(tag)).hasSize(2).first().isEqualTo("connect");
            assertThat(application.journal(tag)).last().asString().containsPattern("^disconnect " + reported);
            assertThat(application.ask("open " + tag)).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aViolationLeavesOtherConnectionsWorking(byte[] bytes) throws IOException {
        RawClient good = application.raw("/echo");
        RawClient bad = application.raw("/echo");
        bad.send(bytes);
        bad.send(ByteBuffer.allocate(1000).array());
        good.send(Frame.text("hello"));
        assertThat(good.dataFrame().text()).isEqualTo("hello");
    }
}
