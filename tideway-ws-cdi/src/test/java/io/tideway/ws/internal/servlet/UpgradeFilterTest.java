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
    private static final Map<String, String> HANDSHAKE = Map.of(
            "host", "localhost",
            "connection", "Upgrade",
            "upgrade", "websocket",
            "sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==",
            "sec-websocket-version", "13");

    private boolean asyncStarted;
    private int status = 200;
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
            proxy(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "getMethod" -> "GET";
                case "getProtocol" -> "HTTP/1.1";
                case "getRequestURI" -> "/ws";
                case "getHeaders" -> Collections.enumeration(header((String) arguments[0]));
                case "getHeaderNames" -> Collections.enumeration(HANDSHAKE.keySet());
                case "getServletContext" -> context();
                case "isAsyncStarted" -> asyncStarted;
                case "getAsyncContext" -> async;
                case "getRemoteAddr" -> "192.0.2.7";
                case "getRemotePort" -> remotePort;
                case "isUserInRole", "isSecure" -> false;
                default -> null;
            });
    private final HttpServletResponse response = proxy(
            HttpServletResponse.class,
            (proxy, method, arguments) -> method.getName().equals("getStatus") ? (Object) status : null);

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
            gate.present(((HttpServletRequest) of).getHeader(UpgradeGate.TICKET_HEADER));
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

    private static List<String> header(String name) {
        String value = HANDSHAKE.get(name.toLowerCase(java.util.Locale.ROOT));
        return value == null ? List.of() : List.of(value);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(UpgradeFilterTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
