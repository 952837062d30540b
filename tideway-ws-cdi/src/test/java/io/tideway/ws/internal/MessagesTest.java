package io.tideway.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.internal.fixture.LogLines;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void controlCharactersStayOnTheirLine() {
        assertThat(Messages.clean("a\r\nb\0\u001b[31m\u2028ä😀"))
                .isEqualTo("a\\u000d\\u000ab\\u0000\\u001b[31m\\u2028ä😀");
    }

    @Test
    void longNamesAreCutInMessages() {
        assertThat(Messages.badRoomName("x".repeat(10_000), 255))
                .hasSizeLessThan(250)
                .contains("(10000 characters)");
    }

    @Test
    void whatAClientSendsIsCutInTheLog() {
        try (LogLines lines = new LogLines()) {
            String endless = "x".repeat(10_000);
            Messages.originRefused("/ws", endless, List.of(endless), List.of(endless));
            assertThat(lines.all())
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("TIDEWAY-207", "…").hasSizeLessThan(500));
        }
    }

    @Test
    void deploymentErrorsSayHowToFixThem() {
        IllegalStateException cause = new IllegalStateException("why");
        assertThat(Messages.noReference(cause)).contains("why; ");
        assertThat(Messages.endpointRefused("/ws", "Chat", cause)).contains("why; ");
        assertThat(Messages.severalValues("max-rooms", 2)).endsWith("; keep one");
    }
}
