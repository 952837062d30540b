package io.tideway.ws.internal.delivery;

/** Serialises a value to the text that goes over the wire. */
@FunctionalInterface
public interface TextEncoder {
    /**
     * Serialises a value.
     *
     * @throws io.tideway.ws.MessageEncodingException if it cannot be serialised
     */
    String encode(Object value);
}
