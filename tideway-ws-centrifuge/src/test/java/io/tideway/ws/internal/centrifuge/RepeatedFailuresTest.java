package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.junit.TestClient;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Shows that a client whose calls fail cannot flood the log. */
class RepeatedFailuresTest {
    private static final int CALLS = 3000;
    private static final int LINES_OF_THE_STOP = 10;
    private static final Pattern MORE = Pattern.compile("TIDEWAY-209 … and (\\d+) more like TIDEWAY-208 .*");

    @WebSocketEndpoint("/repeated")
    public static class Doubling implements RealtimeHandler {
        @Override
        public Authentication onAuthenticate(Connection connection, Credentials given) {
            return Authentication.anonymous();
        }

        @RemoteCall("double")
        public double twice(double value) {
            return value * 2;
        }
    }

    @Test
    void callsThatFailAgainAndAgainAreFewLinesWithTheirCount() {
        long begun = System.nanoTime();
        List<String> logged;
        try (LogLines log = LogLines.ofAll(Level.ALL)) { // JSON-B writes to the log, too
            int before;
            try (TidewayServer server = TidewayServer.builder()
                            .port(0)
                            .beans(Doubling.class)
                            .start();
                    TestClient client = TestClient.to(server)) {
                TestConnection connection = client.connect("/repeated");
                connection.ask("{\"id\":1,\"connect\":{}}");
                before = log.messages().size();
                for (int i = 0; i < CALLS; i++) {
                    assertThat(connection.ask(
                                    "{\"id\":" + (i + 2) + ",\"rpc\":{\"method\":\"double\",\"data\":1e999}}"))
                            .contains("\"code\":100");
                }
            }
            logged = log.messages().stream().skip(before).toList();
        }
        long seconds = (System.nanoTime() - begun) / 1_000_000_000L + 1;
        List<String> first =
                logged.stream().filter(line -> line.startsWith("TIDEWAY-208 ")).toList();
        long more = logged.stream()
                .map(MORE::matcher)
                .filter(Matcher::matches)
                .mapToLong(sum -> Long.parseLong(sum.group(1)))
                .sum();
        assertThat(first.size() + more).isEqualTo(CALLS);
        assertThat(logged).hasSizeLessThanOrEqualTo((int) (2 * seconds + LINES_OF_THE_STOP));
    }
}
