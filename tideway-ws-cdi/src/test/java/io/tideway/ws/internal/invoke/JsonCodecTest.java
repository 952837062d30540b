package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what is written and read as JSON. */
class JsonCodecTest {
    private final Jsonb provider = JsonbBuilder.create();
    private final JsonCodec codec = new JsonCodec(JsonCodecTest.class.getClassLoader());

    public record Seats(int count) {
        public Seats {
            if (count < 1) {
                throw new IllegalArgumentException("count must be 1 or more");
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        codec.close();
        provider.close();
    }

    @Test
    void writesAndReadsRecords() {
        String text = codec.encode(new Order("tea", 2));
        assertThat(text).isEqualTo("{\"count\":2,\"item\":\"tea\"}");
        assertThat(codec.decode(text, Order.class)).isEqualTo(new Order("tea", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tea",
                "Grüße",
                "\u2028\u007f",
                "a \"quoted\" \\ text",
                "\n\t\u0001",
                "\ud83c\udf0a",
                "\ud83c"
            })
    void stringsAreWrittenAndReadAsTheProviderDoes(String text) {
        String json = codec.encode(text);
        assertThat(json).isEqualTo(provider.toJson(text));
        assertThat(codec.decode(json, String.class)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", " \"tea\" ", "\"\\u0074ea\"", "true"})
    void whatIsNoPlainStringIsReadByTheProvider(String json) {
        assertThat(codec.decode(json, String.class)).isEqualTo(provider.fromJson(json, String.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", " null\n"})
    void theDocumentNullIsNotAValueOfTheType(String text) {
        assertThatThrownBy(() -> codec.decode(text, Order.class))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessage("TIDEWAY-405 the message is the JSON null where a " + Order.class.getName()
                        + " is expected; let the handler take an Optional to accept it")
                .hasNoCause();
    }

    @Test
    void whatARecordsConstructorRefusesIsNotDecoded() {
        assertThat(codec.decode("{\"count\":1}", Seats.class)).isEqualTo(new Seats(1));
        assertThatThrownBy(() -> codec.decode("{\"count\":0}", Seats.class))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessageStartingWith("TIDEWAY-404")
                .hasRootCauseMessage("count must be 1 or more");
    }

    @Test
    void aClientIsNotBlamedForAnApplicationThatIsStopping() {
        codec.close();
        assertThatThrownBy(() -> codec.decode("{}", Order.class))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("TIDEWAY-406");
        assertThatThrownBy(() -> codec.encode(new Order("tea", 1))).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void theDocumentNullIsAnEmptyOptional() {
        assertThat(codec.decode("null", new TypeOf<Optional<Order>>() {}.type()))
                .isEqualTo(Optional.empty());
    }

    @Test
    void reportsAValueThatCannotBeWritten() {
        Object[] cycle = new Object[1];
        cycle[0] = List.of(Map.of("again", cycle));
        assertThatThrownBy(() -> codec.encode(cycle)).isInstanceOf(MessageEncodingException.class);
    }
}
