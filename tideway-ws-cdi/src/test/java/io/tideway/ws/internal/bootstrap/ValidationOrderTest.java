package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Uses Tideway in another extension's observer of the end of the validation, as GlassFish's for health checks does. */
class ValidationOrderTest {

    @WebSocketEndpoint("/chat")
    static class Handler implements WebSocketHandler {}

    /** Asks for the running deployment once the deployment is valid. */
    static class EarlyUser implements Extension {
        private Optional<Deployment> seen = Optional.empty();

        void use(
                @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) AfterDeploymentValidation event,
                BeanManager beans) {
            seen = Optional.of(beans.createInstance().select(Deployment.class).get());
        }
    }

    @Test
    void anotherExtensionUsesTidewayOnceTheDeploymentIsValid() {
        EarlyUser user = new EarlyUser();
        try (SeContainer beans = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(user, new TidewayExtension())
                .addBeanClasses(Handler.class)
                .initialize()) {
            assertThat(user.seen).contains(beans.select(Deployment.class).get());
        }
    }
}
