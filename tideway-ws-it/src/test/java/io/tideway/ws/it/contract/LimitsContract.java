package io.tideway.ws.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.rawclient.Frame;
import io.tideway.ws.rawclient.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests message limits and UTF-8 on every server: 1009 beyond the limit, 1007 for invalid text. */
abstract class LimitsContract {
    private static final int LIMIT = 1000;
    private static final int CONNECTIONS = 10;
    private static final long MOST_BYTES_A_CONNECTION = 1_000_000;

    private final ContractClient application;
    private final String tag;

    LimitsContract(ContractClient application) {
        this.application = application;
        this.tag = application.tag();
    }

    private RawClient raw() throws IOException {
        return application.raw("/limited?tag=" + tag);
    }

    private void endedOnceWith(int code) {
        application.eventually(() -> assertThat(application.journal(tag))
                .filteredOn(line -> line.startsWith("disconnect"))
                .singleElement()
                .asString()
                .startsWith("disconnect " + code));
    }

    @Test
    void aMessageOfTheLimitIsAccepted() {
        TestConnection client = application.connect("/limited");
        assertThat(client.ask("x".repeat(LIMIT))).hasSize(LIMIT);
        assertThat(client.ask("€".repeat(LIMIT / 3) + "x")).hasSize(LIMIT / 3 + 1);
        assertThat(client.sendBinary(new byte[LIMIT]).nextBinary()).hasSize(LIMIT);
        client.sendFragments("x".repeat(600), "x".repeat(400));
        assertThat(client.nextText()).hasSize(LIMIT);
    }

    @Test
    void aLargeLimitReservesNoMemoryForSmallMessages() {
        long before = Long.parseLong(application.ask("memory"));
        for (int i = 0; i < CONNECTIONS; i++) {
            TestConnection client = application.connect("/large-echo"); // takes messages of 16 MiB
            assertThat(client.ask("x")).isEqualTo("x");
            assertThat(client.sendBinary(new byte[1]).nextBinary()).hasSize(1);
        }
        application.eventually(() -> assertThat((Long.parseLong(application.ask("memory")) - before) / CONNECTIONS)
                .isLessThan(MOST_BYTES_A_CONNECTION));
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
    void oneByteMoreEndsIn1009(int opcode) throws IOException {
        RawClient client = raw();
        client.send(Frame.masked(opcode, true, "x".repeat(LIMIT + 1).getBytes(StandardCharsets.UTF_8)));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1009);
        endedOnceWith(1009);
        assertThat(application.journal(tag)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
    void oneByteMoreInFragmentsEndsIn1009BeforeTheLastOfThem(int opcode) throws IOException {
        RawClient client = raw();
        byte[] part = "x".repeat(500).getBytes(StandardCharsets.UTF_8);
        client.send(Frame.masked(opcode, false, part));
        client.send(Frame.masked(Frame.CONTINUATION, false, part));
        boolean heldBack = opcode == Frame.BINARY && application.has(Deviation.HOLDS_FRAGMENTS_BACK);
        client.send(Frame.masked(Frame.CONTINUATION, heldBack, new byte[] {'x'}));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1009);
        endedOnceWith(1009);
    }

    @Test
    void bytesOfUtf8CountAndNotCharacters() {
        TestConnection client = application.connect("/limited");
        client.send("€".repeat(334));
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void invalidUtf8EndsIn1007() throws IOException {
        for (byte[] invalid :
                List.of(new byte[] {(byte) 0xC3, 0x28}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, new byte[] {
                    (byte) 0xF0, (byte) 0x9F
                })) {
            RawClient client = application.raw("/echo?tag=" + tag);
            client.send(Frame.masked(Frame.TEXT, true, invalid));
            assertThat(client.closeFrame().closeCode()).isEqualTo(1007);
        }
        assertThat(application.journal(tag)).doesNotContain("text");
    }

    @Test
    void aCodePointThatNeverEndsIsInvalidEvenInFragments() throws IOException {
        RawClient client = application.raw("/echo");
        client.send(Frame.masked(Frame.TEXT, false, new byte[] {'a', (byte) 0xE2}));
        client.send(Frame.masked(Frame.CONTINUATION, true, new byte[] {'b'}));
        assertThat(client.closeFrame().closeCode()).isEqualTo(1007);
    }

    @Test
    void aCodePointSplitAcrossFragmentsIsValid() throws IOException {
        RawClient client = application.raw("/echo");
        byte[] text = "a😀€b".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length; i++) {
            boolean last = i == text.length - 1;
            client.send(Frame.masked(i == 0 ? Frame.TEXT : Frame.CONTINUATION, last, new byte[] {text[i]}));
        }
        if (application.has(Deviation.DECODES_FRAGMENTS_ALONE)) {
            assertThat(client.closeFrame().closeCode()).isEqualTo(1007);
        } else {
            assertThat(client.dataFrame().text()).isEqualTo("a😀€b");
        }
    }

    @Test
    void aFrameWithoutMaskIsRefused() throws IOException {
        RawClient client = application.raw("/echo?tag=" + tag);
        // Long enough for a server that waits for the mask that every client's frame has.
        client.send(Frame.unmasked(Frame.TEXT, "no mask".getBytes(StandardCharsets.UTF_8)));
        if (application.has(Deviation.TAKES_UNMASKED_FRAMES)) {
            assertThat(client.dataFrame().text()).isEqualTo("no mask");
        } else {
            assertThat(client.closeFrame().closeCode())
                    .isEqualTo(application.has(Deviation.CLOSES_VIOLATIONS_WITH_1003) ? 1003 : 1002);
            assertThat(application.journal(tag)).doesNotContain("text");
        }
    }
}
