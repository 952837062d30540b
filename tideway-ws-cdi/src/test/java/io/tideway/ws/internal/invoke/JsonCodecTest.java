package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
    private final Jsonb provider = JsonbBuilder.create();
    private final JsonCodec codec = new JsonCodec(JsonCodecTest.class.getClassLoader());

    public record Order(String item, int count) {}

    record HiddenOrder(String item, int count) {}

    private record PrivateOrder(String item, int count) {}

    public record Basket(HiddenOrder order) {}

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
    @ValueSource(classes = {HiddenOrder.class, PrivateOrder.class})
    void aRecordThatIsNotPublicIsNamedWithTheCure(Class<?> type) {
        assertThatThrownBy(() -> codec.decode("{\"count\":2,\"item\":\"tea\"}", type))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessageContainingAll("TIDEWAY-595", type.getName(), "public");
    }

    @Test
    void aRecordThatIsNotPublicIsNamedWithTheCureAsAValue() {
        for (Object value :
                List.of(new HiddenOrder("tea", 2), new PrivateOrder("tea", 2), new Basket(new HiddenOrder("tea", 2)))) {
            assertThatThrownBy(() -> codec.encode(value))
                    .isInstanceOf(MessageEncodingException.class)
                    .hasMessageContainingAll("TIDEWAY-595", value.getClass().getName(), "public");
        }
    }

    @Test
    void aRecordInAnotherThatIsNotPublicIsNamedWithTheCure() {
        assertThatThrownBy(() -> codec.decode("{\"order\":{\"count\":2,\"item\":\"tea\"}}", Basket.class))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessageContainingAll("TIDEWAY-595", "HiddenOrder", "public");
    }

    record CheckedOrder(String item) {
        CheckedOrder {
            Objects.requireNonNull(item);
        }
    }

    enum Colour {
        RED
    }

    @JsonbTypeInfo(@JsonbSubtype(alias = "circle", type = Circle.class))
    abstract static class Shape {}

    public static class Circle extends Shape {
        public int radius;
    }

    /** Names a value of a type that is not in its documents. */
    public record Id<V>(String value) {}

    static List<TypeOf<?>> hidden() {
        return List.of(
                new TypeOf<HiddenOrder>() {},
                new TypeOf<PrivateOrder[]>() {},
                new TypeOf<List<HiddenOrder>>() {},
                new TypeOf<List<HiddenOrder>[]>() {},
                new TypeOf<Map<String, List<HiddenOrder[]>>>() {},
                new TypeOf<List<? extends HiddenOrder>>() {});
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void aTypeThatIsNotPublicIsFoundWithoutADocument(TypeOf<?> hidden) {
        assertThat(codec.readProblem(hidden.type()))
                .hasValueSatisfying(text -> assertThat(text).contains("TIDEWAY-595", "Order", "public"));
        assertThat(codec.writeProblem(hidden.type()))
                .hasValueSatisfying(text -> assertThat(text).contains("TIDEWAY-595", "Order", "public"));
    }

    static List<TypeOf<?>> usable() {
        return List.of(
                new TypeOf<Order>() {},
                new TypeOf<Map<String, List<Order[]>>>() {},
                new TypeOf<List<Colour>>() {},
                new TypeOf<List<Shape>>() {},
                new TypeOf<Id<HiddenOrder>>() {},
                new TypeOf<List<?>>() {});
    }

    @ParameterizedTest
    @MethodSource("usable")
    void aTypeThatCanBeReadAndWrittenIsNoProblem(TypeOf<?> usable) {
        assertThat(codec.readProblem(usable.type())).isEmpty();
        assertThat(codec.writeProblem(usable.type())).isEmpty();
    }

    @Test
    void aDocumentOfASubtypeIsReadWhereTheAbstractTypeIsNotPublic() {
        Object read = codec.decode("{\"@type\":\"circle\",\"radius\":2}", Shape.class);
        assertThat(read)
                .isInstanceOfSatisfying(
                        Circle.class, circle -> assertThat(circle.radius).isEqualTo(2));
    }

    @Test
    void aRecordThatRefusesDefaultValuesIsNotTriedAsAValue() {
        assertThat(codec.writeProblem(CheckedOrder.class)).isEmpty();
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
    void whatARecordsConstructorRefusesIsNotDecoded() {
        assertThat(codec.decode("{\"count\":1}", Seats.class)).isEqualTo(new Seats(1));
        assertThatThrownBy(() -> codec.decode("{\"count\":0}", Seats.class))
                .isInstanceOf(MessageDecodingException.class)
                .hasMessageStartingWith("TIDEWAY-404")
                .hasRootCauseMessage("count must be 1 or more");
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

    private abstract static class TypeOf<T> {
        Type type() {
            return ((ParameterizedType) getClass().getGenericSuperclass()).getActualTypeArguments()[0];
        }
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

    @Test
    void reportsAValueThatCannotBeWritten() {
        Object[] cycle = new Object[1];
        cycle[0] = List.of(Map.of("again", cycle));
        assertThatThrownBy(() -> codec.encode(cycle)).isInstanceOf(MessageEncodingException.class);
    }
}
