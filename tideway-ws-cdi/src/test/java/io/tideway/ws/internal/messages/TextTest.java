package io.tideway.ws.internal.messages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void controlCharactersAreEscaped() {
        assertThat(Text.clean("a\r\nb\0\u001b[31m\u2028ä😀")).isEqualTo("a\\u000d\\u000ab\\u0000\\u001b[31m\\u2028ä😀");
    }

    @Test
    void charactersThatReorderALineAndUnpairedOnesAreEscaped() {
        assertThat(Text.clean("a\u202eb\u2066c\u200dd\ufeff\ud800"))
                .isEqualTo("a\\u202eb\\u2066c\\u200dd\\ufeff\\ud800");
    }

    @Test
    void spacesThatLookLikeAnotherSpaceAreEscaped() {
        assertThat(Text.clean("a b\u00a0c\u3000")).isEqualTo("a b\\u00a0c\\u3000");
    }

    @Test
    void aLongTextIsCutAndItsLengthNamed() {
        assertThat(Text.quoted("x".repeat(10_000))).hasSizeLessThan(100).contains("(10000 characters)");
    }
}
