package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A server looks for the annotation without CDI, and so finds what CDI has overlooked. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class UndiscoveredEndpointsTest {

    @WebSocketEndpoint("/seen")
    static class Seen implements WebSocketHandler {}

    @WebSocketEndpoint("/overlooked")
    static class Overlooked implements WebSocketHandler {}

    @Vetoed
    @WebSocketEndpoint("/vetoed")
    static class Forbidden implements WebSocketHandler {}

    static class Unannotated implements WebSocketHandler {}

    @Test
    void onlyAnEndpointThatCdiHasNeverComeAcrossIsMissed() {
        TidewayExtension extension = new TidewayExtension();
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(extension)
                .addBeanClasses(Seen.class)
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(extension.undiscovered(Set.of(Seen.class, Overlooked.class, Forbidden.class, Unannotated.class)))
                    .containsExactly(Overlooked.class);
        }
    }
}
