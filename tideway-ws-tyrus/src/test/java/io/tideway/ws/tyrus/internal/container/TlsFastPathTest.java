package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.container.Transport;
import io.tideway.ws.internal.container.Transports;
import io.tideway.ws.internal.outbound.Payload;
import io.tideway.ws.internal.outbound.TransportWriter;
import io.tideway.ws.internal.upgrade.UpgradeGate.Verdict;
import io.tideway.ws.internal.upgrade.UpgradeLink;
import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.TestKeys;
import io.tideway.ws.tyrus.internal.tls.PemFiles;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what carries the frames of a connection over TLS with what carries those of a plain one. */
class TlsFastPathTest {

    @TempDir
    static Path directory;

    private static TestKeys keys;

    private final TestFront plain = new TestFront();
    private final TestFront tls = new TestFront();
    private final UpgradeLink plainLink = new UpgradeLink();
    private final UpgradeLink tlsLink = new UpgradeLink();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(directory, "EC");
    }

    @BeforeEach
    void open() throws IOException {
        SSLContext context = PemFiles.context(keys.chain, keys.key);
        plain.gate = request -> admitted(plainLink);
        tls.gate = request -> admitted(tlsLink);
        tls.tls = Optional.of(context);
        plain.open();
        tls.open();
    }

    @AfterEach
    void close() {
        plain.close();
        tls.close();
    }

    @Test
    void aConnectionOverTlsHasTheTransportOfAPlainOne() throws Exception {
        try (RawClient plainClient = upgraded(RawClient.connect(plain.port()));
                RawClient tlsClient = upgraded(overTls())) {
            assertThat(plainClient.socket()).isNotSameAs(tlsClient.socket());
            Transport ofPlain = transport(plain, plainLink);
            Transport ofTls = transport(tls, tlsLink);
            assertThat(ofTls).hasSameClassAs(ofPlain);
            assertThat(ofTls.getClass().getSimpleName()).isEqualTo("ChannelTransport");
            assertThat(tlsLink.channel().orElseThrow())
                    .hasSameClassAs(plainLink.channel().orElseThrow());
        }
    }

    @Test
    void messagesThatAreQueuedLeaveInOneWriteOverTls() throws Exception {
        try (RawClient client = upgraded(overTls())) {
            session(tls); // the channel comes before it
            CompletableFuture<String> outcome = new CompletableFuture<>();
            tlsLink.channel().orElseThrow().writeFrames(frames("a", "b", "c"), new TransportWriter.Completion() {
                @Override
                public void written() {
                    outcome.complete("written");
                }

                @Override
                public void failed(Throwable cause) {
                    outcome.completeExceptionally(cause);
                }
            });
            assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo("written");
            for (String text : List.of("a", "b", "c")) {
                assertThat(client.frame().text()).isEqualTo(text);
            }
        }
    }

    private static Verdict admitted(UpgradeLink link) {
        return new Verdict.Admitted("the-ticket", Optional.empty(), TestFront.MAX_FRAME, TestFront.CLOSE_TIMEOUT, link);
    }

    private RawClient overTls() throws Exception {
        return RawClient.over(keys.client().getSocketFactory().createSocket("127.0.0.1", tls.port()));
    }

    private static RawClient upgraded(RawClient client) throws IOException {
        client.send(RawClient.handshake("/ws"));
        assertThat(client.answer().status()).isEqualTo(101);
        return client;
    }

    private static Transport transport(TestFront front, UpgradeLink link) throws InterruptedException {
        Session session = session(front);
        return new Transports(Runnable::run, Runnable::run, Runnable::run)
                .of(session, link.channel().orElseThrow());
    }

    private static Session session(TestFront front) throws InterruptedException {
        return Objects.requireNonNull(front.sessions.poll(60, TimeUnit.SECONDS));
    }

    private static ByteBuffer frames(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(Payload.text(text).frame());
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
