package io.tideway.ws.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Tests the size of the two drop-in jars. */
class DropInTest {
    private static final int MOST_BYTES = 820_000;

    @Test
    void theTwoJarsTogetherStayLighterThanTheirBound(TestReporter reporter) {
        int api = Jars.holding("io.tideway.ws.WebSocketHandler").length;
        int cdi = Jars.holding("io.tideway.ws.internal.bootstrap.TidewayExtension").length;
        reporter.publishEntry(
                "Jars dropped in",
                String.format(
                        Locale.ROOT,
                        "tideway-ws-api %.1f KB, tideway-ws-cdi %.1f KB, together %.1f KB",
                        api / 1000.0,
                        cdi / 1000.0,
                        (api + cdi) / 1000.0));
        assertThat(api + cdi).isLessThan(MOST_BYTES);
    }
}
