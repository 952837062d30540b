package io.tideway.ws.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.rawclient.RawClient;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shows which settings a server takes, and how a start fails that cannot succeed. */
@ExtendWith(NoThreadIsLeft.class)
class TidewayServerBuilderTest {
    @WebSocketEndpoint("/echo/{other}")
    public static class SecondOnOnePath implements WebSocketHandler {}

    /** No bean class. */
    public class Inner {}

    @Test
    void itListensOnLoopbackUnlessToldOtherwise() throws Exception {
        List<InetAddress> outside = java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> address instanceof java.net.Inet4Address && !address.isLoopbackAddress())
                .toList();
        try (TidewayServer server = TidewayServerTest.echo().start()) {
            for (InetAddress address : outside) {
                assertThatThrownBy(
                                () -> RawClient.connect(address, server.port()).close())
                        .isInstanceOf(IOException.class);
            }
        }
        try (TidewayServer server = TidewayServerTest.echo().host("0.0.0.0").start()) {
            assertThat(server.uri().getHost()).isEqualTo("127.0.0.1");
            for (InetAddress address : outside) {
                RawClient.connect(address, server.port()).close();
            }
        }
    }

    @Test
    void aServerOnAllAddressesSaysSoInItsLog() {
        int port;
        LogLines log = LogLines.of(TidewayServer.class, Level.INFO);
        try (log;
                TidewayServer server =
                        TidewayServerTest.echo().host("0.0.0.0").port(0).start()) {
            port = server.port();
        }
        String everywhere = " on http://0.0.0.0:" + port + "/ (all addresses of this machine)";
        assertThat(log.messages()).anyMatch(line -> line.startsWith("TIDEWAY-ST001 Tideway is listening" + everywhere));
        assertThat(log.messages()).contains("TIDEWAY-ST002 Tideway has stopped" + everywhere);
    }

    @Test
    void aPortInUseIsNamedWithTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            TidewayServerTest.echo().port(taken.getLocalPort()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("TIDEWAY-ST101")
                    .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1")
                    .hasMessageContaining("port(…)")
                    .hasMessageContaining("-Dtideway.ws.server.port");
        }
    }

    @Test
    void aFactoryThatMakesNoHandlerIsNamedByItsMapping() {
        assertThatThrownBy(() -> TidewayServerTest.echo()
                        .port(0)
                        .handler(beans -> null, "/api/*")
                        .start())
                .hasMessageContaining("TIDEWAY-ST214")
                .hasMessageContaining("/api/*");
    }

    @Test
    void invalidSettingsAreRefusedAndNamed() {
        TidewayServer.Builder builder = TidewayServer.builder();
        assertThatThrownBy(() -> builder.port(65_536)).hasMessageContaining("port must be 0 to 65535, but was 65536");
        assertThatThrownBy(() -> builder.workers(1)).hasMessageContaining("workers must be 2 to");
        for (String path : List.of("", "app", "/app/", "/a//b", "/{x}", "/a b")) {
            assertThatThrownBy(() -> builder.contextPath(path)).hasMessageContaining("\"" + path + "\"");
        }
        for (String mapping : List.of("", "api", "*.html", "/a*", "/*/b")) {
            assertThatThrownBy(() -> builder.handler(beans -> null, mapping))
                    .hasMessageContaining("\"" + mapping + "\"");
        }
        for (Class<?> type :
                List.of(Runnable.class, Override.class, int.class, Number.class, Inner.class, Thread.State.class)) {
            assertThatThrownBy(() -> builder.beans(type)).hasMessageContaining(type.getName());
        }
        for (String host : List.of("no such host", "192.0.2.1")) {
            assertThatThrownBy(() -> TidewayServerTest.echo().host(host).start())
                    .hasMessageContaining("\"" + host + "\"");
        }
    }

    @Test
    void invalidBeansFailTheStart() {
        assertThatThrownBy(() ->
                        TidewayServerTest.echo().beans(SecondOnOnePath.class).start())
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("SecondOnOnePath")
                .hasMessageContaining("Echo");
    }

    @Test
    void aFailingHandlerFactoryFailsTheStart() {
        assertThatThrownBy(() -> TidewayServerTest.echo()
                        .handler(
                                beans -> {
                                    throw new IllegalStateException("no handler today");
                                },
                                "/x")
                        .start())
                .hasMessage("no handler today");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is refused here
    void aNullIsRefusedWithTheNameOfItsParameter() {
        TidewayServer.Builder builder = TidewayServer.builder();
        assertNull("value", () -> builder.host(null));
        assertNull("value", () -> builder.contextPath(null));
        assertNull("classes", () -> builder.beans((Class<?>[]) null));
        assertNull("classes", () -> builder.beans((Class<?>) null));
        assertNull("handler", () -> builder.handler((HttpHandler) null));
        assertNull("factory", () -> builder.handler((Function<SeContainer, HttpHandler>) null));
        assertNull("mappings", () -> builder.handler(beans -> null, (String[]) null));
        assertNull("mappings", () -> builder.handler(beans -> null, (String) null));
        assertNull("context", () -> builder.tls(null));
        assertNull("certificateChain", () -> builder.tls(null, Path.of("key.pem")));
        assertNull("privateKey", () -> builder.tls(Path.of("chain.pem"), null));
        assertNull("limit", () -> builder.frameTimeout(null));
        assertNull("limit", () -> builder.stopTimeout(null));
        assertNull("limit", () -> builder.requestTimeout(null));
    }

    private static void assertNull(String parameter, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageStartingWith(parameter + " must not ");
    }
}
