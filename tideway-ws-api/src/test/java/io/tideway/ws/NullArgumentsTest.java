package io.tideway.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Passes null for each parameter of every constructor, factory and builder of the API. */
class NullArgumentsTest {
    private static final Connection CONNECTION = (Connection) Proxy.newProxyInstance(
            NullArgumentsTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> null);
    private static final Map<Class<?>, Object> EXAMPLES = Map.ofEntries(
            Map.entry(String.class, "x"),
            Map.entry(int.class, 1000),
            Map.entry(long.class, 1L),
            Map.entry(boolean.class, false),
            Map.entry(byte[].class, new byte[1]),
            Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(List.class, List.of()),
            Map.entry(Map.class, Map.of()),
            Map.entry(Optional.class, Optional.empty()),
            Map.entry(Throwable.class, new IllegalStateException()),
            Map.entry(Connection.class, CONNECTION),
            Map.entry(Message.class, Message.text("x")),
            Map.entry(RoomPosition.class, RoomPosition.NONE),
            Map.entry(PresenceMember.class, new PresenceMember("x", Optional.empty(), Optional.empty(), Instant.EPOCH)),
            Map.entry(CloseFrame.class, CloseFrame.NORMAL),
            Map.entry(OverflowPolicy.class, OverflowPolicy.CLOSE),
            Map.entry(Dispatch.class, Dispatch.CONTAINER));
    private static final List<Object> INSTANCES =
            List.of(EndpointOptions.builder(), RoomOptions.none(), CloseFrame.NORMAL, UpgradeDecision.reject(404, ""));

    static final List<Arguments> LISTS = List.of(
            Arguments.of("allowedOrigins", (Setter) EndpointOptions.Builder::allowedOrigins),
            Arguments.of("subprotocols", (Setter) EndpointOptions.Builder::subprotocols));

    interface Setter {
        void set(EndpointOptions.Builder builder, List<String> value);
    }

    @ParameterizedTest(name = "{0}, parameter {2}")
    @MethodSource("parameters")
    void nullIsRefusedByTheNameOfItsParameter(Executable called, Object target, int index) {
        Parameter parameter = called.getParameters()[index];
        boolean isOption = called.getDeclaringClass() == EndpointOptions.Builder.class;
        String name = isOption ? called.getName() : parameter.getName();
        Throwable thrown = catchThrowable(() -> call(called, target, index));
        assertThat(thrown)
                .isInstanceOf(NullPointerException.class)
                .hasMessageMatching(".*\\b" + name + " must not be null.*");
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("LISTS")
    void aNullWithinAListIsRefusedByTheNameOfTheOption(String name, Setter setter) {
        Throwable thrown =
                catchThrowable(() -> setter.set(EndpointOptions.builder(), Arrays.asList("https://a.example", null)));
        assertThat(thrown).isInstanceOf(NullPointerException.class).hasMessageContaining("element of " + name);
    }

    static Stream<Arguments> parameters() throws Exception {
        return apiTypes().flatMap(NullArgumentsTest::executables).flatMap(executable -> {
            Object target = INSTANCES.stream()
                    .filter(executable.getDeclaringClass()::isInstance)
                    .findFirst()
                    .orElse("no instance");
            return IntStream.range(0, executable.getParameterCount())
                    .filter(i -> !executable.getParameterTypes()[i].isPrimitive())
                    .filter(i -> !executable.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class))
                    .mapToObj(i -> Arguments.of(executable, target, i));
        });
    }

    private static Stream<Class<?>> apiTypes() throws Exception {
        Path classes = Path.of(Connection.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> files;
        try (Stream<Path> found = Files.list(classes.resolve("io/tideway/ws"))) {
            files = found.map(path -> path.getFileName().toString()).toList();
        }
        return files.stream()
                .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
                .<Class<?>>map(file -> load("io.tideway.ws." + file.substring(0, file.length() - ".class".length())))
                .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isEnum() && !type.isAnnotation());
    }

    private static Stream<Executable> executables(Class<?> type) {
        boolean hasInstance = INSTANCES.stream().anyMatch(type::isInstance);
        Stream<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !method.getName().equals("equals"))
                .filter(method -> hasInstance || Modifier.isStatic(method.getModifiers()));
        return Stream.<Executable>concat(Arrays.stream(type.getConstructors()), methods)
                .filter(executable -> Modifier.isPublic(executable.getModifiers()));
    }

    private static void call(Executable called, Object target, int nullAt) throws Throwable {
        Object[] arguments = new Object[called.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == nullAt ? null : example(called, i);
        }
        try {
            if (called instanceof Method method) {
                method.invoke(target, arguments);
            } else {
                ((java.lang.reflect.Constructor<?>) called).newInstance(arguments);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object example(Executable called, int index) {
        Object example = EXAMPLES.get(called.getParameterTypes()[index]);
        return called.getDeclaringClass().getEnclosingClass() == UpgradeDecision.class
                        || called.getDeclaringClass() == UpgradeDecision.class
                ? example instanceof Integer ? (Object) 404 : example
                : example;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
