package io.tideway.ws.internal.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Deploys beans on Weld SE. */
final class Deploying {
    private Deploying() {}

    /** Deploys the beans; returns the text of the failure, empty if there is none. */
    static String problems(Class<?>... beans) {
        Throwable failure = catchThrowable(() -> {
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new TidewayExtension())
                    .addBeanClasses(beans)
                    .initialize()) {
                assertThat(container.select(Deployment.class).get()).isNotNull();
            }
        });
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }
}
