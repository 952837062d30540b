package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.MessageDecodingException;
import io.tideway.ws.MessageEncodingException;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that types which JSON-B may not use are named with the cure. */
class JsonAccessTest {
    private final JsonCodec codec = new JsonCodec(JsonAccessTest.class.getClassLoader());

    record HiddenOrder(String item, int count) {}

    private record PrivateOrder(String item, int count) {}

    public record Basket(HiddenOrder order) {}

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

    @AfterEach
    void close() {
        codec.close();
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
}
