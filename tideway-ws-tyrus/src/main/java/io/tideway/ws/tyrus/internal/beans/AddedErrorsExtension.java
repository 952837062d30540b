package io.tideway.ws.tyrus.internal.beans;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** Adds mistakes that are not in the beans to those of the handlers, so that one start reports all of them. */
final class AddedErrorsExtension implements Extension {
    private final List<String> mistakes;

    AddedErrorsExtension(List<String> mistakes) {
        this.mistakes = mistakes;
    }

    void report(@Observes AfterDeploymentValidation event) {
        mistakes.forEach(mistake -> event.addDeploymentProblem(new DeploymentException(mistake)));
    }
}
