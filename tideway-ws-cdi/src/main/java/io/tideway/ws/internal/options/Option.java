package io.tideway.ws.internal.options;

import io.tideway.ws.EndpointOptions;
import java.util.function.BiConsumer;

/**
 * Holds one option of an endpoint, as text.
 *
 * @param name its name in kebab-case
 * @param attribute its name in camel case, as the annotation has it
 * @param setter what reads the text into a builder; throws IllegalArgumentException for an invalid text
 */
record Option(String name, String attribute, BiConsumer<EndpointOptions.Builder, String> setter) {}
