package io.tideway.ws;

import java.util.Objects;
import java.util.Optional;

/** Decides an upgrade; what {@link WebSocketHandler#onUpgrade} returns. */
public sealed interface UpgradeDecision {

    /**
     * Lets the upgrade through.
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
     */
    record Reject(int status, String reason) implements UpgradeDecision {
        /**
         * Checks the status.
         *
         * @throws IllegalArgumentException if it is not 400 to 599
         * @throws NullPointerException if the reason is null
         */
        public Reject {
            Objects.requireNonNull(reason, "reason must not be null; use \"\" for none");
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException(
                        "the status of a rejected upgrade must be 400 to 599, but was " + status);
            }
        }
    }

    /**
     * Lets the upgrade through, with the subprotocol that the endpoint likes best of those offered, or none.
     *
     * @return the decision
     */
    static UpgradeDecision accept() {
        return new Accept(Optional.empty());
    }

    /**
     * Lets the upgrade through with a subprotocol.
     *
     * @param subprotocol one of {@link Handshake#subprotocols()}; another refuses the upgrade with 500
     * @return the decision
     */
    static UpgradeDecision accept(String subprotocol) {
        return new Accept(Optional.of(Objects.requireNonNull(subprotocol, "subprotocol must not be null")));
    }

    /**
     * Refuses the upgrade.
     *
     * @param httpStatus 400 to 599
     * @param reason the body of the answer, plain text for the client
     * @return the decision
     * @throws IllegalArgumentException if the status is not 400 to 599
     */
    static UpgradeDecision reject(int httpStatus, String reason) {
        return new Reject(httpStatus, reason);
    }
}
