package io.tideway.ws.internal.centrifuge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.realtime.RemoteCall;
import io.tideway.ws.tyrus.TidewayServer;
import jakarta.validation.Configuration;
import jakarta.validation.ValidationException;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.spi.BootstrapState;
import jakarta.validation.spi.ConfigurationState;
import jakarta.validation.spi.ValidationProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Deploys with a provider of Jakarta Validation that cannot start, as one whose own jars are missing. */
@Isolated
class ValidationProvidersTest {
    @TempDir
    private Path directory;

    /** Lacks something. */
    public static class BrokenProvider implements ValidationProvider<BrokenConfiguration> {
        @Override
        public BrokenConfiguration createSpecializedConfiguration(BootstrapState state) {
            throw new ValidationException("cannot start", new IllegalStateException("no expression language"));
        }

        @Override
        public Configuration<?> createGenericConfiguration(BootstrapState state) {
            return createSpecializedConfiguration(state);
        }

        @Override
        public ValidatorFactory buildValidatorFactory(ConfigurationState state) {
            throw new ValidationException("cannot start");
        }
    }

    /** Cannot be created. */
    public interface BrokenConfiguration extends Configuration<BrokenConfiguration> {}

    @WebSocketEndpoint("/constrained")
    public static class Constrained extends AnonymousClients {
        @RemoteCall("order")
        public void order(List<@NotBlank String> items) {}
    }

    @WebSocketEndpoint("/free")
    public static class Free extends AnonymousClients {
        @RemoteCall("order")
        public void order(List<String> items) {}
    }

    /** Finds the broken provider only. */
    private final class BrokenJars extends ClassLoader {
        private static final String SERVICE = "META-INF/services/jakarta.validation.spi.ValidationProvider";

        BrokenJars(ClassLoader parent) {
            super(parent);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            if (!name.equals(SERVICE)) {
                return super.getResources(name);
            }
            Path file = directory.resolve("services");
            Files.writeString(file, BrokenProvider.class.getName());
            return Collections.enumeration(List.of(file.toUri().toURL()));
        }
    }

    private void start(Class<?> bean) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new BrokenJars(before));
        try (TidewayServer server = TidewayServer.builder().port(0).beans(bean).start()) {
            assertThat(server.port()).isPositive();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aProviderThatCannotStartFailsTheDeploymentOfConstraints() {
        assertThatThrownBy(() -> start(Constrained.class))
                .hasStackTraceContaining("TIDEWAY-414")
                .hasStackTraceContaining("order(List)")
                .hasStackTraceContaining("no expression language")
                .hasStackTraceContaining("org.glassfish.expressly:expressly")
                .hasStackTraceContaining(Constrained.class.getName());
    }

    @Test
    void aProviderThatNobodyNeedsIsNotStarted() {
        start(Free.class);
    }
}
