package io.tideway.ws.tyrus.internal.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.rawclient.RawClient;
import io.tideway.ws.rawclient.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends paths in unusual forms, and compares what the handlers are told of them. */
class RequestPathsTest {
    private static final TestFront FRONT = new TestFront();

    /** Answers with its name and the path below its mapping. */
    private static HttpHandler named(String name) {
        return new HttpHandler() {
            @Override
            public void service(Request request, Response response) throws IOException {
                String answer = name + " " + request.getPathInfo() + " " + request.getDecodedRequestURI();
                response.setCharacterEncoding("UTF-8");
                response.getWriter().write(answer);
            }
        };
    }

    @BeforeAll
    static void start() throws IOException {
        FRONT.mounts.add(new HttpMount(named("all"), List.of("/*")));
        FRONT.mounts.add(new HttpMount(named("plain"), List.of("/plain/*")));
        FRONT.open();
    }

    @AfterAll
    static void stop() {
        FRONT.close();
    }

    private static Answer get(String path) throws IOException {
        try (RawClient client = RawClient.connect(FRONT.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return client.answer();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/plain/..., plain /... /plain/...",
        "/plain/..../x, plain /..../x /plain/..../x",
        "/plain/...x, plain /...x /plain/...x",
        "/plain/x..., plain /x... /plain/x...",
        "/plain/.../all, plain /.../all /plain/.../all",
        "/plain/%2e%2e%2e, plain /... /plain/...",
        "/plain/a+b%2Bc%20d, plain /a+b+c d /plain/a+b+c d",
        "/plain/%E2%82%AC, plain /\u20ac /plain/\u20ac",
        "/plain/%f0%9f%98%80, plain /\uD83D\uDE00 /plain/\uD83D\uDE00",
        "/plain/a;x=1/b;jsessionid=2, plain /a/b /plain/a/b",
        "/plain;x=1/b, plain /b /plain/b",
        "/x//y///z, all /x/y/z /x/y/z",
        "http://localhost/plain/..., plain /... /plain/..."
    })
    void aHandlerIsToldThePathAsTheClientMeansIt(String path, String answer) throws Exception {
        assertThat(get(path).body()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plain/%ff",
                "/plain/%c3",
                "/plain/%c3/x",
                "/plain/%c0%af",
                "/plain/%c0%ae%c0%ae/x",
                "/plain/%ed%a0%80",
                "/plain/%f5%80%80%80",
                "/plain/x;y=%ff",
                "/plain;%c3/x",
                "/%ff?a=b"
            })
    void aPathThatIsNotUtf8IsRefusedForRequestsAndUpgrades(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo("the path has an escape that is not UTF-8");
        assertThat(upgradeStatus(path)).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain%2fx", "/%2F", "/plain/a%2Fb", "/plain/x;y=%2f"})
    void anEscapedSlashIsRefusedExceptInUpgradesWhereItIsAPartOfAValue(String path) throws Exception {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("the path has an escaped slash");
        assertThat(upgradeStatus(path)).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain/x?a=%ff", "/plain/x?%2f", "/plain/x?%", "/plain/x?..."})
    void theQueryMayHaveAnything(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(200);
    }

    @Test
    void noPathIsAnsweredAsAFailureOfTheServer() throws Exception {
        Random random = new Random(3);
        List<String> parts = List.of(
                "/",
                ".",
                "..",
                "...",
                ";",
                ";jsessionid=",
                "a",
                "+",
                "=",
                "%2e",
                "%2F",
                "%3b",
                "%25",
                "%c3",
                "%a9",
                "%ff",
                "%7e",
                "{",
                "~",
                "*",
                "plain");
        for (int i = 0; i < 1000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int more = random.nextInt(8); more > 0; more--) {
                path.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(get(path.toString()).status()).as(path.toString()).isIn(200, 400);
        }
    }

    private static int upgradeStatus(String path) throws IOException {
        try (RawClient client = RawClient.connect(FRONT.port())) {
            client.send(RawClient.handshake(path));
            return client.answer().status();
        }
    }
}
