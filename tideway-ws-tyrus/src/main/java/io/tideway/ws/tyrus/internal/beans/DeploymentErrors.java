package io.tideway.ws.tyrus.internal.beans;

import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports each mistake in an application's handlers and options once. Weld reports it three times, each with the stack
 * trace of the check that found it.
 */
final class DeploymentErrors {
    private static final String ID = "TIDEWAY-";

    private DeploymentErrors() {}

    /**
     * Returns an exception whose message is all mistakes and nothing else; the given one where anything else failed.
     */
    static DeploymentException readable(DeploymentException failure) {
        List<Throwable> found = Stream.concat(Stream.ofNullable(failure.getCause()), Stream.of(failure.getSuppressed()))
                .toList();
        if (found.isEmpty() || !found.stream().allMatch(DeploymentErrors::isMistake)) {
            return failure;
        }
        if (found.size() == 1) {
            return new DeploymentException(found.get(0).getMessage());
        }
        return new DeploymentException(found.stream()
                .map(mistake -> System.lineSeparator() + "  " + mistake.getMessage())
                .collect(Collectors.joining("", BeanMessages.mistakes(found.size()), "")));
    }

    private static boolean isMistake(Throwable problem) {
        return problem instanceof DeploymentException
                && problem.getCause() == null
                && problem.getMessage() != null
                && problem.getMessage().startsWith(ID);
    }
}
