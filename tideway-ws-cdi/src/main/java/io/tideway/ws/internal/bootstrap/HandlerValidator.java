package io.tideway.ws.internal.bootstrap;

import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.internal.messages.EndpointProblem;
import io.tideway.ws.internal.options.OptionResolver;
import io.tideway.ws.internal.upgrade.PathTemplate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes definitions of candidates and reports everything that is wrong with them. */
final class HandlerValidator {
    private final OptionResolver options;
    private final Runtime.Version java;
    private final Consumer<String> problems;

    HandlerValidator(OptionResolver options, Runtime.Version java, Consumer<String> problems) {
        this.options = options;
        this.java = java;
        this.problems = problems;
    }

    List<HandlerDefinition> validate(Collection<Candidate> candidates) {
        List<HandlerDefinition> valid = new ArrayList<>();
        Map<String, HandlerDefinition> byShape = new HashMap<>();
        for (Candidate candidate : candidates) {
            HandlerDefinition definition = validate(candidate);
            if (definition == null) {
                continue;
            }
            HandlerDefinition other = byShape.putIfAbsent(definition.template().shape(), definition);
            if (other == null) {
                valid.add(definition);
            } else {
                problems.accept(BootstrapMessages.samePath(
                        definition.template().toString(),
                        candidate.name(),
                        other.template().toString(),
                        other.bean().getBeanClass().getName()));
            }
        }
        options.checkKeys(
                candidates.stream()
                        .map(Candidate::annotation)
                        .filter(annotation -> annotation != null)
                        .map(WebSocketEndpoint::value)
                        .collect(Collectors.toSet()),
                problems);
        return valid;
    }

    private @Nullable HandlerDefinition validate(Candidate candidate) {
        WebSocketEndpoint annotation = candidate.annotation();
        if (annotation == null) {
            problems.accept(BootstrapMessages.handlerWithoutEndpoint(candidate.name()));
            return null;
        }
        if (!candidate.isHandler()) {
            problems.accept(BootstrapMessages.endpointWithoutHandler(candidate.name()));
            return null;
        }
        EndpointOptions effective = options.resolve(annotation, candidate.name(), problems);
        if (effective.dispatch() == Dispatch.VIRTUAL && java.feature() < 21) {
            problem(annotation, candidate, BootstrapMessages.noVirtualThreads(java.toString()));
        }
        if (candidate.isJsonHandler() && candidate.jsonType().isEmpty()) {
            problem(annotation, candidate, BootstrapMessages.noJsonType());
        }
        try {
            PathTemplate template = PathTemplate.parse(annotation.value());
            return new HandlerDefinition(candidate.bean(), candidate.type(), template, effective, candidate.jsonType());
        } catch (IllegalArgumentException e) {
            problem(annotation, candidate, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void problem(WebSocketEndpoint annotation, Candidate candidate, String text) {
        problems.accept(EndpointProblem.on(text, annotation.value(), candidate.name()));
    }
}
