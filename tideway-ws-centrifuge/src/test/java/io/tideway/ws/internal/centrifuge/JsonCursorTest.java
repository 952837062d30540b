package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tideway.ws.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCursorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-1.50e+10",
                "\"a\\u00e9\\n\"",
                "true",
                "null",
                "[[],{},[1,{\"a\":[]}]]",
                "{\"a\":{\"b\":[1,2,{}]},\"c\":null}"
            })
    void aValueIsGivenOutAsItStands(String json) {
        assertThat(JsonScanner.isJson(json)).isTrue();
        assertThat(new JsonCursor(json).slice()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "\"\\u00\uFF14\uFF11\"", // digits, but none of JSON
                "{\"a\"}",
                "{\"a\":1,}",
                "01",
                "1.",
                "\"",
                "\"\\x\"",
                "tru",
                "{}{}",
                "[}",
                "hello"
            })
    void whatIsNotJsonIsRecognised(String text) {
        assertThat(JsonScanner.isJson(text)).isFalse();
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        assertThat(new JsonWriter().payload("a", "{\n\"a\":\r\n1}").frame())
                .isEqualTo(Message.text("{\"a\":{ \"a\":  1}}"));
    }

    @Test
    void deepNestingIsRefusedWithoutRecursion() {
        assertThat(JsonScanner.isJson("[".repeat(100_000))).isFalse();
        assertThat(JsonScanner.isJson("[".repeat(JsonScanner.MOST_NESTED) + "]".repeat(JsonScanner.MOST_NESTED)))
                .isTrue();
    }

    @Test
    void unknownFieldsAreSkipped() {
        Command command = Command.read(new JsonCursor(
                "{\"id\":7,\"new\":[{}],\"rpc\":{\"method\":\"a\\u0062\",\"x\":{},\"data\":[1.0, 2]},\"send\":{}}"));

        assertThat(command.id).isEqualTo(7);
        assertThat(command.kind).isEqualTo(Command.Kind.RPC);
        assertThat(command.method).isEqualTo("ab");
        assertThat(command.json()).isEqualTo("[1.0, 2]");
    }

    @Test
    void theFirstKindOfTheProtocolsOrderCounts() {
        assertThat(Command.read(
                        new JsonCursor("{\"rpc\":{\"method\":\"x\"},\"publish\":{\"channel\":\"c\"},\"id\":1}")))
                .satisfies(command -> {
                    assertThat(command.kind).isEqualTo(Command.Kind.PUBLISH);
                    assertThat(command.channel).isEqualTo("c");
                    assertThat(command.id).isEqualTo(1);
                });
    }

    @Test
    void whatIsWrittenCanBeReadAgain() {
        String text = "a\"\\\n\t\u0001é";
        List<String> read = new ArrayList<>();
        new JsonCursor(((Message.Text) new JsonWriter().string("s", text).frame()).text())
                .object((name, value) -> read.add(value.stringOrNull()));

        assertThat(read).containsExactly(text);
    }

    @Test
    void aFieldOfAnotherTypeIsMalformed() {
        assertThatThrownBy(() -> Command.read(new JsonCursor("{\"id\":1,\"subscribe\":{\"channel\":5}}")))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void manyShortStringsTakeTimeInProportion() {
        String json = "{" + "\"a\":\"\",".repeat(1_000_000) + "\"b\":1}";
        List<String> last = new ArrayList<>();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> new JsonCursor(json).object((name, value) -> {
                    value.skip();
                    last.clear();
                    last.add(name);
                }));
        assertThat(last).containsExactly("b");
    }
}
