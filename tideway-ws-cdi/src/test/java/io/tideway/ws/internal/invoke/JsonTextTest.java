package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "x\"", "\"x", " \"x\"", "\"a\"b\"", "\"\n\"", "\"\\u0041\"", "null", "[\"x\"]"})
    void whatIsNoStringWithoutEscapesIsLeftToTheProvider(String document) {
        assertThat(JsonText.read(document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "\n", "\u0000", "\ud83c\udf0a"})
    void whatNeedsAnEscapeIsLeftToTheProvider(String text) {
        assertThat(JsonText.write(text)).isEmpty();
    }
}
