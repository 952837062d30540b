package io.tideway.ws.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.connection.EndpointSpec;
import io.tideway.ws.internal.fixture.RecordingHandler;
import io.tideway.ws.internal.fixture.TestNode;
import io.tideway.ws.internal.protocol.RawProtocol;
import io.tideway.ws.internal.upgrade.PathTemplate;
import io.tideway.ws.internal.upgrade.UpgradeGate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpgradeFilterTest {
    private static final Map<String, String> EXTENDED_CONNECT =
            Map.of("sec-websocket-version", "13", "origin", "https://shop.example.com");
    private static final Map<String, String> HANDSHAKE = Map.of(
            "host", "localhost",
            "connection", "Upgrade",
            "upgrade", "websocket",
            "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==",
            "sec-websocket-version", "13");

    /** Takes the body of a response that nothing reads. */
    private static final class UnreadBody extends ServletOutputStream {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int octet) {
            // nothing reads it
        }
    }

    private boolean asyncStarted;
    private int status = 200;
    private String method = "GET";
    private String protocol = "HTTP/1.1";
    private String scheme = "http";
    private int serverPort = 80;
    private Map<String, String> headers = HANDSHAKE;
    private int remotePort = 49152;
    private final EndpointSpec endpoint =
            EndpointSpec.of("/ws", EndpointOptions.DEFAULTS, new RecordingHandler(), new RawProtocol());
    private final UpgradeGate gate =
            new UpgradeGate(new TestNode().node, Map.of(PathTemplate.parse("/ws"), endpoint), Set.of());
    private final List<AsyncListener> listeners = new ArrayList<>();
    private final AsyncContext async = proxy(AsyncContext.class, (proxy, method, arguments) -> {
        if (method.getName().equals("addListener")) {
            listeners.add((AsyncListener) arguments[0]);
        }
        return null;
    });
    private final HttpServletRequest request =
            proxy(HttpServletRequest.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getMethod" -> method;
                case "getProtocol" -> protocol;
                case "getScheme" -> scheme;
                case "getServerName" -> "shop.example.com";
                case "getServerPort" -> serverPort;
                case "getHeader" ->
                    header((String) arguments[0]).stream().findFirst().orElse(null);
                case "getRequestURI" -> "/ws";
                case "getHeaders" -> Collections.enumeration(header((String) arguments[0]));
                case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                case "getServletContext" -> context();
                case "isAsyncStarted" -> asyncStarted;
                case "getAsyncContext" -> async;
                case "getRemoteAddr" -> "192.0.2.7";
                case "getRemotePort" -> remotePort;
                case "isUserInRole" -> false;
                case "isSecure" -> scheme.equals("https");
                default -> null;
            });
    private final HttpServletResponse response =
            proxy(HttpServletResponse.class, (proxy, called, arguments) -> switch (called.getName()) {
                case "getStatus" -> status;
                case "getOutputStream" -> new UnreadBody();
                default -> null;
            });

    @Test
    void aRequestThatEndsWithoutAnUpgradeFreesItsSlotAtOnce() throws Exception {
        pass((of, answer) -> assertThat(endpoint.slots().taken()).isEqualTo(1));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void anAsynchronousRequestFreesItsSlotWhenItCompletes() throws Exception {
        pass((of, answer) -> asyncStarted = true);
        assertThat(endpoint.slots().taken()).as("it may still be upgraded").isEqualTo(1);
        listeners.get(0).onComplete(new AsyncEvent(async));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void anAsynchronousRequestThatStartsAgainIsFollowed() throws Exception {
        pass((of, answer) -> asyncStarted = true);
        listeners.remove(0).onStartAsync(new AsyncEvent(async));
        assertThat(listeners).hasSize(1);
        listeners.get(0).onComplete(new AsyncEvent(async));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void anAsynchronousUpgradeKeepsThePresentedSlot() throws Exception {
        pass((of, answer) -> {
            asyncStarted = true;
            present(of);
        });
        status = 101;
        listeners.get(0).onComplete(new AsyncEvent(async));
        assertThat(endpoint.slots().taken()).isEqualTo(1);
    }

    @Test
    void aRequestWhoseRemotePortTheServerDoesNotKnowIsAdmitted() throws Exception {
        remotePort = -1; // what Tomcat says of one that came over AJP
        pass((of, answer) -> asyncStarted = true);
        assertThat(endpoint.slots().taken()).isEqualTo(1);
    }

    @Test
    void anAuthorityWithoutAPortIsTheOwnOriginBehindAProxyThatEndsTls() throws Exception {
        extendedConnect();
        pass((of, answer) -> asyncStarted = true);
        assertThat(endpoint.slots().taken()).isEqualTo(1);
    }

    @Test
    void anAuthorityWithoutAPortIsTheOwnOriginOverTls() throws Exception {
        extendedConnect();
        scheme = "https";
        serverPort = 443;
        pass((of, answer) -> asyncStarted = true);
        assertThat(endpoint.slots().taken()).isEqualTo(1);
    }

    @Test
    void anotherPortOfTheAuthorityIsAnotherOrigin() throws Exception {
        extendedConnect();
        serverPort = 8443;
        pass((of, answer) -> asyncStarted = true);
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void a200FreesThePresentedSlotOfAnUpgradeOverHttp1() throws Exception {
        pass((of, answer) -> present(of));
        assertThat(endpoint.slots().taken()).isZero();
    }

    @Test
    void a200KeepsThePresentedSlotOfAnExtendedConnect() throws Exception {
        extendedConnect();
        pass((of, answer) -> present(of));
        assertThat(endpoint.slots().taken()).isEqualTo(1);
    }

    private void extendedConnect() {
        method = "CONNECT";
        protocol = "HTTP/2.0";
        headers = EXTENDED_CONNECT;
    }

    private void present(ServletRequest request) {
        gate.present(((HttpServletRequest) request).getHeader(UpgradeGate.TICKET_HEADER));
    }

    private void pass(FilterChain chain) throws Exception {
        new UpgradeFilter().doFilter(request, response, chain);
    }

    private ServletContext context() {
        return proxy(ServletContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getAttribute" -> gate;
            case "getContextPath" -> "";
            default -> null;
        });
    }

    private List<String> header(String name) {
        String value = headers.get(name.toLowerCase(java.util.Locale.ROOT));
        return value == null ? List.of() : List.of(value);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(UpgradeFilterTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
