package io.tideway.ws.tyrus.internal.deflate;

import jakarta.websocket.Extension;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the terms of the compression of one connection.
 *
 * <p>Travels as the header {@code Sec-WebSocket-Extensions} of the request that Tyrus sees, the only way from the
 * handshake to the extension that Tyrus leaves open. Nothing a client sends gets there.
 *
 * @param offer the client's offer
 * @param maxMessageBytes the most bytes that a message of the client may have once it is inflated
 */
public record DeflateTerms(DeflateOffer offer, int maxMessageBytes) {

    private static final String LIMIT = "tideway_max_message_bytes";

    /**
     * Bounds what a message may take in one frame, compressed: a little more than it has, where it does not shrink.
     *
     * @param messageBytes the bytes of the message, at most 1 GB
     * @return the bytes of the frame's payload, by the formula of zlib's own bound for its least favourable settings
     */
    public static int mostFrameBytes(int messageBytes) {
        return messageBytes + (messageBytes >> 3) + (messageBytes >> 6) + 64;
    }

    /**
     * Writes the terms as a header.
     *
     * @return the header's value
     */
    public String toHeader() {
        String parameters = offer.answer().stream()
                .map(parameter ->
                        parameter.getName() + (parameter.getValue() == null ? "" : "=" + parameter.getValue()))
                .map(parameter -> "; " + parameter)
                .collect(Collectors.joining());
        return DeflateOffer.NAME + parameters + "; " + LIMIT + "=" + maxMessageBytes;
    }

    /** Reads what {@link #toHeader} wrote; null if it did not write this. */
    static @Nullable DeflateTerms of(List<Extension.Parameter> parameters) {
        int last = parameters.size() - 1;
        if (last < 0 || !LIMIT.equals(parameters.get(last).getName())) {
            return null;
        }
        DeflateOffer offer = DeflateOffer.of(parameters.subList(0, last));
        return offer == null
                ? null
                : new DeflateTerms(offer, Integer.parseInt(parameters.get(last).getValue()));
    }
}
