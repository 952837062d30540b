package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointOptionsTest {
    static final List<Arguments> OUT_OF_BOUNDS = List.of(
            refused("max-message-bytes must be at least 1, but was 0", b -> b.maxMessageBytes(0)),
            refused("inbound-rate must be at least 0, but was -1", b -> b.inboundRate(-1)),
            refused(
                    "outbound-queue-messages must be at most 1000000, but was 1000001",
                    b -> b.outboundQueueMessages(1_000_001)),
            refused("write-delay must be at most 1s, but was 2s", b -> b.writeDelay(Duration.ofSeconds(2))),
            refused(
                    "write-delay must be at least 0.001s, but was 0.0001s",
                    b -> b.writeDelay(Duration.ofNanos(100_000))),
            refused("send-timeout must be at least 0.01s, but was 0s", b -> b.sendTimeout(Duration.ZERO)),
            refused(
                    "heartbeat-timeout must be more than heartbeat-interval (30s), but was 30s",
                    b -> b.heartbeatTimeout(Duration.ofSeconds(30))),
            refused("max-room-name-length must be at most 255, but was 256", b -> b.maxRoomNameLength(256)),
            refused("subprotocols must hold tokens", b -> b.subprotocols(List.of("a b"))));

    @ParameterizedTest(name = "{0}")
    @FieldSource("OUT_OF_BOUNDS")
    void aValueOutOfItsBoundsIsNamedWithTheBound(String message, UnaryOperator<EndpointOptions.Builder> change) {
        assertThatThrownBy(() -> change.apply(EndpointOptions.builder()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aBuilderStartsFromTheOptionsItWasMadeOf() {
        EndpointOptions options = EndpointOptions.builder()
                .maxRooms(3)
                .overflow(OverflowPolicy.DROP_NEWEST)
                .compression(true)
                .build();
        assertThat(options.toBuilder().build()).isEqualTo(options);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accessors")
    void aBuilderMadeOfOptionsKeepsEachOfThem(Method accessor) throws Exception {
        EndpointOptions options = everyOptionChanged();
        assertThat(accessor.invoke(options)).isNotEqualTo(accessor.invoke(EndpointOptions.DEFAULTS));
        assertThat(accessor.invoke(options.toBuilder().build())).isEqualTo(accessor.invoke(options));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accessors")
    void optionsThatDifferInOneValueAreNotEqual(Method accessor) throws Exception {
        Method setter = Stream.of(EndpointOptions.Builder.class.getMethods())
                .filter(method -> method.getName().equals(accessor.getName()))
                .findFirst()
                .orElseThrow();
        EndpointOptions.Builder builder = EndpointOptions.DEFAULTS.toBuilder();
        setter.invoke(builder, accessor.invoke(everyOptionChanged()));
        assertThat(builder.build()).isNotEqualTo(EndpointOptions.DEFAULTS);
    }

    @Test
    void aBuilderUsedAgainLeavesBuiltOptionsAsTheyAre() {
        EndpointOptions.Builder builder = EndpointOptions.builder().maxRooms(3);
        EndpointOptions built = builder.build();
        builder.maxRooms(4);
        assertThat(built.maxRooms()).isEqualTo(3);
    }

    @Test
    void aHeartbeatOfZeroNeedsNoLongerTimeout() {
        EndpointOptions off = EndpointOptions.builder()
                .heartbeatInterval(Duration.ZERO)
                .heartbeatTimeout(Duration.ofSeconds(1))
                .build();
        assertThat(off.heartbeatInterval()).isZero();
    }

    @Test
    void listsAreCopied() {
        List<String> subprotocols = new ArrayList<>(List.of("chat"));
        EndpointOptions.Builder builder = EndpointOptions.builder().subprotocols(subprotocols);
        subprotocols.add("not a token");
        assertThat(builder.build().subprotocols()).containsExactly("chat");
    }

    static Stream<Method> accessors() {
        return Stream.of(EndpointOptions.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> !List.of("hashCode", "toString", "toBuilder").contains(method.getName()));
    }

    private static EndpointOptions everyOptionChanged() {
        return EndpointOptions.builder()
                .maxMessageBytes(1)
                .inboundRate(2)
                .inboundBurst(3)
                .inboundQueueMessages(4)
                .inboundQueueBytes(5)
                .outboundQueueMessages(6)
                .outboundQueueBytes(7)
                .overflow(OverflowPolicy.DROP_OLDEST)
                .writeDelay(Duration.ofMillis(5))
                .sendTimeout(Duration.ofSeconds(8))
                .closeTimeout(Duration.ofSeconds(9))
                .heartbeatInterval(Duration.ofSeconds(10))
                .heartbeatTimeout(Duration.ofSeconds(70))
                .maxConnections(12)
                .maxRooms(13)
                .maxRoomNameLength(14)
                .allowedOrigins(List.of("https://a.example"))
                .subprotocols(List.of("v1"))
                .requireSubprotocol(true)
                .compression(true)
                .dispatch(Dispatch.MANAGED)
                .build();
    }

    private static Arguments refused(String message, UnaryOperator<EndpointOptions.Builder> change) {
        return Arguments.of(message, change);
    }
}
