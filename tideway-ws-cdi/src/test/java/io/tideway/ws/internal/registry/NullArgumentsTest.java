package io.tideway.ws.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tideway.ws.Audience;
import io.tideway.ws.Broadcaster;
import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.Recovery;
import io.tideway.ws.Room;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.Target;
import io.tideway.ws.internal.fixture.TestNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes null for each parameter of the API's objects: it names the parameter and changes nothing. */
class NullArgumentsTest {
    private final TestNode node = new TestNode();
    private final Connection connection = node.connect();
    private final Map<Class<?>, Object> examples = Map.ofEntries(
            Map.entry(String.class, "x"),
            Map.entry(Object.class, "x"),
            Map.entry(byte[].class, new byte[1]),
            Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)),
            Map.entry(Message.class, Message.text("x")),
            Map.entry(CloseFrame.class, CloseFrame.NORMAL),
            Map.entry(Connection.class, connection),
            Map.entry(Connection[].class, new Connection[] {connection}),
            Map.entry(Target[].class, new Target[] {Target.room("x")}),
            Map.entry(Predicate.class, (Predicate<Connection>) any -> true),
            Map.entry(RoomPosition.class, RoomPosition.NONE),
            Map.entry(Function.class, (Function<Recovery, Message>) any -> Message.text("x")));

    @ParameterizedTest(name = "{0}, parameter {1}")
    @MethodSource("parameters")
    void nullIsRefusedByTheNameOfItsParameter(Method method, int index) {
        Object[] arguments = new Object[method.getParameterCount()];
        Arrays.setAll(arguments, i -> i == index ? null : examples.get(method.getParameterTypes()[i]));
        assertRefused(method, index, arguments);
    }

    @ParameterizedTest(name = "{0}, parameter {1}")
    @MethodSource("arrays")
    void nullWithinVariableArgumentsIsRefusedByTheNameOfTheirParameter(Method method, int index) {
        Object[] arguments = new Object[method.getParameterCount()];
        Arrays.setAll(arguments, i -> examples.get(method.getParameterTypes()[i]));
        Object[] values = (Object[]) arguments[index];
        arguments[index] = Arrays.copyOf(values, values.length + 1);
        assertRefused(method, index, arguments);
    }

    @Test
    void broadcastingNullClosesNoConnection() {
        connection.joinRoom("lobby");
        Stream<Broadcaster> all = Stream.of(
                node.manager,
                node.manager.toAll(),
                node.manager.room("lobby"),
                node.manager.to(Target.room("lobby"), Target.user("ann")));
        assertThat(all).allSatisfy(broadcaster -> {
            assertThat(catchThrowable(() -> broadcaster.broadcast(null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("message must not be null");
            assertThat(connection.isOpen()).isTrue();
        });
        assertThat(node.manager.totalBroadcasts()).isZero();
    }

    private void assertRefused(Method method, int index, Object[] arguments) {
        int before = node.events.size();
        String name = method.getParameters()[index].getName();
        Throwable thrown = catchThrowable(() -> call(method, arguments));
        assertThat(thrown)
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching(".*\\b" + name + "\\b.* must not be null.*");
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.rooms()).isEmpty();
        assertThat(node.events).hasSize(before);
    }

    static Stream<Arguments> parameters() {
        return methods()
                .flatMap(method -> IntStream.range(0, method.getParameterCount())
                        .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                        .filter(i -> !method.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class))
                        .mapToObj(i -> Arguments.of(method, i)));
    }

    static Stream<Arguments> arrays() {
        return parameters().filter(arguments -> {
            Class<?> type = ((Method) arguments.get()[0])
                    .getParameterTypes()[(int) arguments.get()[1]];
            return type.isArray() && !type.getComponentType().isPrimitive();
        });
    }

    private static Stream<Method> methods() {
        return Stream.of(Connection.class, ConnectionManager.class, Audience.class, Room.class, Broadcaster.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic());
    }

    private void call(Method method, Object[] arguments) throws Throwable {
        Class<?> type = method.getDeclaringClass();
        Object target = Stream.of(connection, node.manager, node.manager.room("x"), node.manager.to(Target.room("x")))
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow();
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
