package io.tideway.ws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides an upgrade; {@link WebSocketHandler#onUpgrade} and {@link io.tideway.ws.spi.UpgradeCheck#check} return it.
 *
 * <pre>{@code
 * UpgradeDecision accepted = UpgradeDecision.accept();
 * UpgradeDecision refused = UpgradeDecision.reject(503, "closed for today").withHeader("Retry-After", "3600");
 * }</pre>
 *
 * <p>Immutable.
 */
public sealed interface UpgradeDecision {

    /**
     * Accepts the upgrade.
     *
     * @param subprotocol the chosen subprotocol; empty leaves the choice to {@link EndpointOptions#subprotocols()}
     */
    record Accept(Optional<String> subprotocol) implements UpgradeDecision {
        /**
         * Checks that there is a choice.
         *
         * @throws NullPointerException if it is null
         */
        public Accept {
            Objects.requireNonNull(subprotocol, "subprotocol must not be null");
        }
    }

    /**
     * Answers the request with an HTTP error.
     *
     * @param status 400 to 599
     * @param reason the body of the answer, plain text for the client
     * @param headers further headers of the answer; unmodifiable, names are looked up without regard to case
     */
    record Reject(int status, String reason, Map<String, List<String>> headers) implements UpgradeDecision {
        /**
         * Checks the status and the headers.
         *
         * @throws IllegalArgumentException if the status is not 400 to 599, or a header is not valid as described at
         *     {@link #withHeader}
         * @throws NullPointerException if the reason, the headers, or a name or value in them is null
         */
        public Reject {
            Objects.requireNonNull(reason, "reason must not be null; use \"\" for none");
            Objects.requireNonNull(headers, "headers must not be null");
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException(
                        "the status of a rejected upgrade must be 400 to 599, but was " + status);
            }
            Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> {
                RejectHeader.checkName(name);
                values.forEach(value -> RejectHeader.checkValue(name, value));
                copy.put(name, List.copyOf(values));
            });
            headers = Collections.unmodifiableMap(copy);
        }

        /**
         * Adds a header to the answer: a 401 needs {@code WWW-Authenticate} (RFC 9110 §15.5.2), a 503 can say
         * {@code Retry-After}. A name that is added twice is sent twice.
         *
         * @param name the header's name, a token (RFC 9110 §5.1), except those that the server sets itself:
         *     {@code Connection}, {@code Content-Length}, {@code Content-Type}, {@code Keep-Alive}, {@code TE},
         *     {@code Trailer}, {@code Transfer-Encoding}, {@code Upgrade} and {@code Sec-WebSocket-…}
         * @param value printable ASCII characters, spaces and tabs; neither empty nor with white space at its ends
         * @return a decision with the header; this one is unchanged
         * @throws IllegalArgumentException if the name or the value is not as described
         * @throws NullPointerException if the name or the value is null
         */
        public Reject withHeader(String name, String value) {
            RejectHeader.checkName(name);
            RejectHeader.checkValue(name, value);
            Map<String, List<String>> changed = new TreeMap<>(headers);
            List<String> values = new ArrayList<>(headers.getOrDefault(name, List.of()));
            values.add(value);
            changed.put(name, values);
            return new Reject(status, reason, changed);
        }
    }

    /**
     * Accepts the upgrade, with the offered subprotocol that the endpoint prefers, or none.
     *
     * @return the decision
     */
    static UpgradeDecision accept() {
        return new Accept(Optional.empty());
    }

    /**
     * Accepts the upgrade with a subprotocol.
     *
     * @param subprotocol one of {@link Handshake#subprotocols()}; another refuses the upgrade with 500
     * @return the decision
     * @throws NullPointerException if the subprotocol is null
     */
    static UpgradeDecision accept(String subprotocol) {
        return new Accept(Optional.of(Objects.requireNonNull(subprotocol, "subprotocol must not be null")));
    }

    /**
     * Rejects the upgrade.
     *
     * @param httpStatus 400 to 599
     * @param reason the body of the answer, plain text for the client
     * @return the decision; {@link Reject#withHeader} adds a header to it
     * @throws IllegalArgumentException if the status is not 400 to 599
     * @throws NullPointerException if the reason is null
     */
    static Reject reject(int httpStatus, String reason) {
        return new Reject(httpStatus, reason, Map.of());
    }
}
