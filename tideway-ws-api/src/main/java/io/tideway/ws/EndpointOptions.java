package io.tideway.ws;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Holds every limit of an endpoint, checked.
 *
 * <p>The effective value, later wins: the default here, an application's {@code @Produces EndpointOptions}, the attribute of
 * {@link WebSocketEndpoint}, configuration {@code tideway.ws.<option>} for all endpoints, then {@code
 * tideway.ws."<path>".<option>} for one; option names are those here in kebab-case. Immutable.
 *
 * @param maxMessageBytes the largest inbound message, text in bytes of UTF-8, or binary; beyond it the connection
 *     is closed with 1009; 1 to 1,073,741,824; 65,536 by default
 * @param inboundRate the inbound messages a second that a connection may send in the long run; beyond it the
 *     connection is closed with 1008; 0 (no limit) to 1,000,000; 0 by default
 * @param inboundBurst the inbound messages that a connection may send at once before {@code inboundRate} holds it;
 *     1 to 1,000,000; 100 by default
 * @param inboundQueueMessages the inbound messages that wait for a busy handler; once there are as many, the container
 *     stops reading from the client, and where it cannot be stopped, the connection is closed with 1008; 1 to
 *     1,000,000; 256 by default
 * @param inboundQueueBytes the size of the inbound messages that wait for a busy handler, text in characters, or
 *     binary; it bounds the queue as {@code inboundQueueMessages} does; 1 to 1,073,741,824; 1,048,576 by default
 * @param outboundQueueMessages the messages that wait in a connection's outbound lane; 1 to 1,000,000; 1,000 by
 *     default
 * @param outboundQueueBytes the payload bytes that wait in a connection's outbound lane; a message larger than this
 *     never fits; 1 to 1,073,741,824; 1,048,576 by default
 * @param overflow what happens when a message does not fit into the lane; {@link OverflowPolicy#CLOSE} by default
 * @param sendTimeout how long one write may take before the connection is ended; 10 ms to 1 hour; 10 s by default
 * @param closeTimeout how long a close may take before it is forced, at undeployment too, and how long {@code
 *     onDisconnect} may hold up the clean-up; 10 ms to 1 hour; 5 s by default
 * @param heartbeatInterval how often a ping is sent; 0 (no heartbeat) or 10 ms to 12 hours; 30 s by default
 * @param heartbeatTimeout how long a peer may give no sign of life before the connection is ended; more than {@code
 *     heartbeatInterval}, at most 24 hours; 60 s by default
 * @param maxConnections the connections the endpoint holds at once; beyond it an upgrade is refused with 503, or
 *     closed with 1013 where the container allows no refusal; 1 to 2,147,483,647 (no limit); no limit by default
 * @param maxRooms the rooms a connection may be in at once; 1 to 1,000,000; 100 by default
 * @param maxRoomNameLength the longest room name that a connection may join, in characters; 1 to 255; 255 by
 *     default
 * @param allowedOrigins the origins let through beside the endpoint's own, each exact as in {@code
 *     https://app.example.com}, {@code null} or {@code file://}, or every subdomain of a domain as in {@code
 *     https://*.example.com}; {@code *} lets every origin through; none by default: a browser must come from the
 *     endpoint's own host and port
 * @param subprotocols the subprotocols the endpoint speaks, most preferred first (RFC 6455 §1.9); none by default
 * @param requireSubprotocol whether an upgrade without a common subprotocol is refused with 400, be it that the client
 *     offers others or none; false by default: such a connection has no subprotocol, and a browser that has offered one
 *     drops it
 * @param compression whether permessage-deflate (RFC 7692) is negotiated where the container has it; false by
 *     default
 * @param dispatch where callbacks run; {@link Dispatch#CONTAINER} by default
 */
public record EndpointOptions(
        int maxMessageBytes,
        int inboundRate,
        int inboundBurst,
        int inboundQueueMessages,
        int inboundQueueBytes,
        int outboundQueueMessages,
        int outboundQueueBytes,
        OverflowPolicy overflow,
        Duration sendTimeout,
        Duration closeTimeout,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        int maxConnections,
        int maxRooms,
        int maxRoomNameLength,
        List<String> allowedOrigins,
        List<String> subprotocols,
        boolean requireSubprotocol,
        boolean compression,
        Dispatch dispatch) {

    /** The built-in defaults. */
    public static final EndpointOptions DEFAULTS = builder().build();

    /**
     * Checks every value against its bounds.
     *
     * @throws IllegalArgumentException if a value is out of bounds; the message names the option, the value and the bound
     * @throws NullPointerException if a value, or an element of a list, is null
     */
    public EndpointOptions {
        Objects.requireNonNull(overflow, "overflow must not be null");
        Objects.requireNonNull(sendTimeout, "sendTimeout must not be null");
        Objects.requireNonNull(closeTimeout, "closeTimeout must not be null");
        Objects.requireNonNull(heartbeatInterval, "heartbeatInterval must not be null");
        Objects.requireNonNull(heartbeatTimeout, "heartbeatTimeout must not be null");
        Objects.requireNonNull(dispatch, "dispatch must not be null");
        allowedOrigins = OptionBounds.elements("allowedOrigins", allowedOrigins);
        subprotocols = OptionBounds.elements("subprotocols", subprotocols);
        OptionBounds.range("max-message-bytes", maxMessageBytes, 1, 1 << 30);
        OptionBounds.range("inbound-rate", inboundRate, 0, 1_000_000);
        OptionBounds.range("inbound-burst", inboundBurst, 1, 1_000_000);
        OptionBounds.range("inbound-queue-messages", inboundQueueMessages, 1, 1_000_000);
        OptionBounds.range("inbound-queue-bytes", inboundQueueBytes, 1, 1 << 30);
        OptionBounds.range("outbound-queue-messages", outboundQueueMessages, 1, 1_000_000);
        OptionBounds.range("outbound-queue-bytes", outboundQueueBytes, 1, 1 << 30);
        OptionBounds.range("send-timeout", sendTimeout, Duration.ofMillis(10), Duration.ofHours(1));
        OptionBounds.range("close-timeout", closeTimeout, Duration.ofMillis(10), Duration.ofHours(1));
        if (!heartbeatInterval.isZero()) {
            OptionBounds.range("heartbeat-interval", heartbeatInterval, Duration.ofMillis(10), Duration.ofHours(12));
            OptionBounds.longer("heartbeat-timeout", heartbeatTimeout, "heartbeat-interval", heartbeatInterval);
        }
        OptionBounds.range("heartbeat-timeout", heartbeatTimeout, Duration.ofMillis(10), Duration.ofHours(24));
        OptionBounds.range("max-connections", maxConnections, 1, Integer.MAX_VALUE);
        OptionBounds.range("max-rooms", maxRooms, 1, 1_000_000);
        OptionBounds.range("max-room-name-length", maxRoomNameLength, 1, 255);
        OptionBounds.origins("allowed-origins", allowedOrigins);
        OptionBounds.tokens("subprotocols", subprotocols);
    }

    /**
     * Starts from the built-in defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.maxMessageBytes = maxMessageBytes;
        builder.inboundRate = inboundRate;
        builder.inboundBurst = inboundBurst;
        builder.inboundQueueMessages = inboundQueueMessages;
        builder.inboundQueueBytes = inboundQueueBytes;
        builder.outboundQueueMessages = outboundQueueMessages;
        builder.outboundQueueBytes = outboundQueueBytes;
        builder.overflow = overflow;
        builder.sendTimeout = sendTimeout;
        builder.closeTimeout = closeTimeout;
        builder.heartbeatInterval = heartbeatInterval;
        builder.heartbeatTimeout = heartbeatTimeout;
        builder.maxConnections = maxConnections;
        builder.maxRooms = maxRooms;
        builder.maxRoomNameLength = maxRoomNameLength;
        builder.allowedOrigins = allowedOrigins;
        builder.subprotocols = subprotocols;
        builder.requireSubprotocol = requireSubprotocol;
        builder.compression = compression;
        builder.dispatch = dispatch;
        return builder;
    }

    /** Builds {@link EndpointOptions}; not thread-safe. */
    public static final class Builder {
        private int maxMessageBytes = 64 * 1024;
        private int inboundRate = 0;
        private int inboundBurst = 100;
        private int inboundQueueMessages = 256;
        private int inboundQueueBytes = 1_048_576;
        private int outboundQueueMessages = 1000;
        private int outboundQueueBytes = 1024 * 1024;
        private OverflowPolicy overflow = OverflowPolicy.CLOSE;
        private Duration sendTimeout = Duration.ofSeconds(10);
        private Duration closeTimeout = Duration.ofSeconds(5);
        private Duration heartbeatInterval = Duration.ofSeconds(30);
        private Duration heartbeatTimeout = Duration.ofSeconds(60);
        private int maxConnections = Integer.MAX_VALUE;
        private int maxRooms = 100;
        private int maxRoomNameLength = 255;
        private List<String> allowedOrigins = List.of();
        private List<String> subprotocols = List.of();
        private boolean requireSubprotocol = false;
        private boolean compression = false;
        private Dispatch dispatch = Dispatch.CONTAINER;

        private Builder() {}

        /**
         * Sets {@link EndpointOptions#maxMessageBytes()}.
         *
         * @param value 1 to 1,073,741,824; 65,536 by default
         * @return this builder
         */
        public Builder maxMessageBytes(int value) {
            maxMessageBytes = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#inboundRate()}.
         *
         * @param value 0 (no limit) to 1,000,000; 0 by default
         * @return this builder
         */
        public Builder inboundRate(int value) {
            inboundRate = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#inboundBurst()}.
         *
         * @param value 1 to 1,000,000; 100 by default
         * @return this builder
         */
        public Builder inboundBurst(int value) {
            inboundBurst = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#inboundQueueMessages()}.
         *
         * @param value 1 to 1,000,000; 256 by default
         * @return this builder
         */
        public Builder inboundQueueMessages(int value) {
            inboundQueueMessages = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#inboundQueueBytes()}.
         *
         * @param value 1 to 1,073,741,824; 1,048,576 by default
         * @return this builder
         */
        public Builder inboundQueueBytes(int value) {
            inboundQueueBytes = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#outboundQueueMessages()}.
         *
         * @param value 1 to 1,000,000; 1,000 by default
         * @return this builder
         */
        public Builder outboundQueueMessages(int value) {
            outboundQueueMessages = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#outboundQueueBytes()}.
         *
         * @param value 1 to 1,073,741,824; 1,048,576 by default
         * @return this builder
         */
        public Builder outboundQueueBytes(int value) {
            outboundQueueBytes = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#overflow()}.
         *
         * @param value {@link OverflowPolicy#CLOSE} by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder overflow(OverflowPolicy value) {
            overflow = Objects.requireNonNull(value, "overflow must not be null");
            return this;
        }

        /**
         * Sets {@link EndpointOptions#sendTimeout()}.
         *
         * @param value 10 ms to 1 hour; 10 s by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder sendTimeout(Duration value) {
            sendTimeout = Objects.requireNonNull(value, "sendTimeout must not be null");
            return this;
        }

        /**
         * Sets {@link EndpointOptions#closeTimeout()}.
         *
         * @param value 10 ms to 1 hour; 5 s by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder closeTimeout(Duration value) {
            closeTimeout = Objects.requireNonNull(value, "closeTimeout must not be null");
            return this;
        }

        /**
         * Sets {@link EndpointOptions#heartbeatInterval()}.
         *
         * @param value 0 (no heartbeat) or 10 ms to 12 hours; 30 s by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder heartbeatInterval(Duration value) {
            heartbeatInterval = Objects.requireNonNull(value, "heartbeatInterval must not be null");
            return this;
        }

        /**
         * Sets {@link EndpointOptions#heartbeatTimeout()}.
         *
         * @param value more than {@code heartbeatInterval}, at most 24 hours; 60 s by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder heartbeatTimeout(Duration value) {
            heartbeatTimeout = Objects.requireNonNull(value, "heartbeatTimeout must not be null");
            return this;
        }

        /**
         * Sets {@link EndpointOptions#maxConnections()}.
         *
         * @param value 1 to 2,147,483,647 (no limit); no limit by default
         * @return this builder
         */
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#maxRooms()}.
         *
         * @param value 1 to 1,000,000; 100 by default
         * @return this builder
         */
        public Builder maxRooms(int value) {
            maxRooms = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#maxRoomNameLength()}.
         *
         * @param value 1 to 255; 255 by default
         * @return this builder
         */
        public Builder maxRoomNameLength(int value) {
            maxRoomNameLength = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#allowedOrigins()}.
         *
         * @param value none by default: a browser must come from the endpoint's own host and port
         * @return this builder
         * @throws NullPointerException if the list or an element is null
         */
        public Builder allowedOrigins(List<String> value) {
            allowedOrigins = OptionBounds.elements("allowedOrigins", value);
            return this;
        }

        /**
         * Sets {@link EndpointOptions#subprotocols()}.
         *
         * @param value none by default
         * @return this builder
         * @throws NullPointerException if the list or an element is null
         */
        public Builder subprotocols(List<String> value) {
            subprotocols = OptionBounds.elements("subprotocols", value);
            return this;
        }

        /**
         * Sets {@link EndpointOptions#requireSubprotocol()}.
         *
         * @param value false by default
         * @return this builder
         */
        public Builder requireSubprotocol(boolean value) {
            requireSubprotocol = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#compression()}.
         *
         * @param value false by default
         * @return this builder
         */
        public Builder compression(boolean value) {
            compression = value;
            return this;
        }

        /**
         * Sets {@link EndpointOptions#dispatch()}.
         *
         * @param value {@link Dispatch#CONTAINER} by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder dispatch(Dispatch value) {
            dispatch = Objects.requireNonNull(value, "dispatch must not be null");
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the checked options
         * @throws IllegalArgumentException if a value is out of bounds; the message names the option, the value and the bound
         */
        public EndpointOptions build() {
            return new EndpointOptions(
                    maxMessageBytes,
                    inboundRate,
                    inboundBurst,
                    inboundQueueMessages,
                    inboundQueueBytes,
                    outboundQueueMessages,
                    outboundQueueBytes,
                    overflow,
                    sendTimeout,
                    closeTimeout,
                    heartbeatInterval,
                    heartbeatTimeout,
                    maxConnections,
                    maxRooms,
                    maxRoomNameLength,
                    allowedOrigins,
                    subprotocols,
                    requireSubprotocol,
                    compression,
                    dispatch);
        }
    }
}
