package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tideway.ws.MessageDecodingException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which documents are accepted, and that hostile ones are refused in time. */
class JsonDocumentsTest {
    private final JsonCodec codec = new JsonCodec(JsonDocumentsTest.class.getClassLoader());

    @AfterEach
    void close() {
        codec.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":{",
                "{\"x\":[",
                "{\"x\":{\"y\":[1,2",
                "{\"x\":{]",
                "{\"x\":[}",
                "{\"x\":[\"]",
                "{\"x\":{\"}\":1}",
                "{\"x\":[\"\\\"]\"}",
                "{\"x\":[[[[[[",
                "{\"x\":{]},\"y\":[",
                "[",
                "{",
                "}"
            })
    void aDocumentThatEndsWithinAPropertyThatIsSkippedOccupiesNoThread(String text) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> codec.decode(text, Order.class))
                        .isInstanceOf(MessageDecodingException.class)
                        .hasMessageStartingWith("TIDEWAY-404"));
    }

    @Test
    void bracketsWithinStringsAndSkippedPropertiesAreRead() {
        String text = "{\"x\":{\"]}\":[\"\\\"[{\",{}]},\"item\":\"}{\\\\\",\"count\":2}";
        assertThat(codec.decode(text, Order.class)).isEqualTo(new Order("}{\\", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"item\":\"tea\",\"count\":2}x",
                "{\"item\":\"tea\",\"count\":2} {\"item\":\"tea\",\"count\":2}",
                "{\"item\":\"tea\",\"count\":2},",
                "{\"item\":\"tea\",\"count\":2}\u00a0"
            })
    void nothingMayFollowADocument(String text) {
        assertThatThrownBy(() -> codec.decode(text, Order.class)).isInstanceOf(MessageDecodingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 3", "2{}", "2\"3\"", "\"2\"3", "[2]3", "2\n,"})
    void nothingMayFollowAValueWithoutBrackets(String text) {
        assertThatThrownBy(() -> codec.decode(text, Object.class)).isInstanceOf(MessageDecodingException.class);
    }

    @Test
    void whiteSpaceMayStandAroundADocument() {
        assertThat(codec.decode(" \t\r\n{\"count\":2}\n ", Order.class)).isEqualTo(new Order(null, 2));
        assertThat(codec.decode(" -2.5e1 ", Double.class)).isEqualTo(-25.0);
        assertThat(codec.decode(" true\n", Boolean.class)).isEqualTo(true);
    }

    static List<String> hostile() {
        return List.of(
                "",
                "{",
                "nonsense",
                "[1]",
                "{\"item\":{},\"count\":\"x\"}",
                "[".repeat(100_000) + "]".repeat(100_000),
                "{\"item\":".repeat(100_000),
                "{\"count\":" + "9".repeat(1_000_000) + "}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void reportsATextOfAnotherTypeWithoutItsContent(String text) {
        assertThatThrownBy(() -> codec.decode(text, Order.class))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessage("TIDEWAY-404 the message is not valid JSON for " + Order.class.getName());
    }

    @Test
    void aDeepDocumentForAnOpenTypeIsADecodingErrorToo() {
        assertThatThrownBy(() -> codec.decode("[".repeat(100_000) + "]".repeat(100_000), (Type) Object.class))
                .isInstanceOf(MessageDecodingException.class);
    }
}
