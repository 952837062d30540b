package io.tideway.ws.tyrus.internal.container;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Serves requests and records which, for tests that send one request behind another. */
final class ServedRequests implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    /** A request to send behind the one under test. */
    static final String SECOND = "GET /second HTTP/1.1\r\nHost: localhost\r\n\r\n";

    final TestFront front = new TestFront();
    final Queue<String> served = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        front.mounts.add(new HttpMount(
                new HttpHandler() {
                    @Override
                    public void service(Request request, Response response) throws IOException {
                        served.add(request.getMethod() + " " + request.getRequestURI());
                        byte[] body = request.getInputStream().readAllBytes();
                        response.getWriter().write(body.length + " bytes");
                    }
                },
                List.of("/*")));
        front.open();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        served.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        front.close();
    }

    static String post(String... fields) {
        return "POST /first HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    static String get(String... fields) {
        return "GET /first HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    static String chunked(String body) {
        return post("Transfer-Encoding: chunked") + body;
    }
}
