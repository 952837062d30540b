package io.tideway.ws.bench.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CrowdTest {
    @Test
    @Timeout(30)
    void aServerThatDoesNotAnswerIsWaitedForUntilTheLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Crowd.probe(silent.getLocalPort(), Duration.ofMillis(100)))
                    .isInstanceOf(IOException.class);
        }
    }
}
