package io.tideway.ws.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.Connection;
import io.tideway.ws.fixtures.LogLines;
import io.tideway.ws.internal.fixture.TestNode;
import jakarta.enterprise.context.control.RequestContextController;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallbackContextTest {
    private final ClassLoader application = new URLClassLoader(new URL[0]);
    private final ClassLoader threads = new URLClassLoader(new URL[0]);
    private final ConnectionContext connections = new ConnectionContext();
    private final TestNode node = new TestNode();
    private final Connection connection = node.connect();
    private ClassLoader before;

    /** Fails at the chosen steps, as a container does whose CDI is going down. */
    private record BrokenController(boolean activates, boolean deactivates) implements RequestContextController {
        @Override
        public boolean activate() {
            if (!activates) {
                throw new IllegalStateException("no request context");
            }
            return true;
        }

        @Override
        public void deactivate() {
            if (!deactivates) {
                throw new IllegalStateException("no request context");
            }
        }
    }

    static List<Arguments> failures() {
        return Stream.<Supplier<RequestContextController>>of(
                        () -> {
                            throw new IllegalStateException("no controller");
                        },
                        () -> new BrokenController(false, true),
                        () -> new BrokenController(true, false))
                .map(Arguments::of)
                .toList();
    }

    @BeforeEach
    void changeLoader() {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(threads);
    }

    @AfterEach
    void restoreLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    static Stream<Arguments> failuresToActivate() {
        return failures().stream().limit(2);
    }

    @ParameterizedTest
    @MethodSource("failuresToActivate")
    void theThreadIsLeftAsItWasWhereActivationFails(Supplier<RequestContextController> controllers) {
        CallbackContext surroundings = new CallbackContext(application, controllers, connections, node.node.log());
        assertThatThrownBy(() -> surroundings.call(connection, () -> true)).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(threads);
        assertThat(connections.isActive()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTaskRunsOnceWithTheApplicationsLoaderWhereTheRequestContextFails(
            Supplier<RequestContextController> controllers) {
        List<ClassLoader> loaders = new ArrayList<>();
        new CallbackContext(application, controllers, connections, node.node.log())
                .on(Runnable::run)
                .execute(() -> loaders.add(Thread.currentThread().getContextClassLoader()));
        assertThat(loaders).containsExactly(application);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(threads);
    }

    @Test
    void aCallWhoseRequestScopeCannotBeEndedHasBeenMade() throws Exception {
        BrokenController broken = new BrokenController(true, false);
        RequestContextController whole = new BrokenController(true, true);
        List<RequestContextController> given = new ArrayList<>(List.of(broken, whole));
        CallbackContext surroundings =
                new CallbackContext(application, () -> given.remove(0), connections, node.node.log());
        assertThat(surroundings.call(connection, () -> "made")).isEqualTo("made");
        assertThat(given).containsExactly(whole);
        assertThat(surroundings.call(connection, () -> "made again")).isEqualTo("made again");
        assertThat(given).isEmpty();
    }

    @Test
    void aFloodOfScopesThatCannotBeEndedIsOneLineAndASum() throws Exception {
        CallbackContext surroundings =
                new CallbackContext(application, () -> new BrokenController(true, false), connections, node.node.log());
        try (LogLines lines = LogLines.ofTideway()) {
            for (int i = 0; i < 1000; i++) {
                surroundings.call(connection, () -> "made");
            }
            node.node.log().close();
            assertThat(lines.messages()).hasSize(2);
            assertThat(lines.messages().get(0)).startsWith("TIDEWAY-409 ");
            assertThat(lines.messages().get(1)).contains("999 more like TIDEWAY-409");
        }
    }

    @Test
    void aCallbackHasTheApplicationsLoaderAndItsConnection() throws Exception {
        CallbackContext surroundings =
                new CallbackContext(application, () -> new BrokenController(true, true), connections, node.node.log());
        assertThat(surroundings.call(connection, () -> Thread.currentThread().getContextClassLoader()))
                .isSameAs(application);
        assertThat(surroundings.call(connection, connections::connection)).isSameAs(connection);
    }
}
