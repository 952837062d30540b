package io.tideway.ws.internal;

import static org.assertj.core.api.Assertions.assertThat;

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
}
