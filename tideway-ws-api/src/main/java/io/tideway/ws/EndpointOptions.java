package io.tideway.ws;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds every limit of an endpoint, checked.
 *
 * <pre>{@code
 * @Produces
 * EndpointOptions options() {
 *     return EndpointOptions.builder()
 *             .maxMessageBytes(4096)
 *             .heartbeatInterval(Duration.ofSeconds(20))
 *             .build();
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * <p>A value is looked up in this order, and the last place that has one wins: the default, an application's
 * {@code @Produces EndpointOptions}, the attribute of {@link WebSocketEndpoint}, the configuration
 * {@code tideway.ws.<option>} for all endpoints, and {@code tideway.ws."<path>".<option>} for one. The option names are
 * those here in kebab-case.
 */
public final class EndpointOptions {

    /** The built-in defaults. */
    public static final EndpointOptions DEFAULTS = builder().build();

    private final Builder values; // a copy of our own, never changed

    private EndpointOptions(Builder values) {
        this.values = values;
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
        return new Builder(values);
    }

    /**
     * Returns the largest inbound message, text in bytes of UTF-8, or binary; a larger one closes the connection with
     * 1009.
     *
     * @return 1 to 1,073,741,824; 65,536 by default
     */
    public int maxMessageBytes() {
        return values.maxMessageBytes;
    }

    /**
     * Returns the inbound messages a second that a connection may send on average; a connection that sends more is
     * closed with 1008.
     *
     * @return 0 (no limit) to 1,000,000; 0 by default
     */
    public int inboundRate() {
        return values.inboundRate;
    }

    /**
     * Returns the inbound messages that a connection may send at once before {@link #inboundRate} limits it.
     *
     * @return 1 to 1,000,000; 100 by default
     */
    public int inboundBurst() {
        return values.inboundBurst;
    }

    /**
     * Returns the inbound messages that may wait for a busy handler. When the queue is full, the container stops
     * reading from the client; where it cannot stop, the connection is closed with 1008.
     *
     * @return 1 to 1,000,000; 256 by default
     */
    public int inboundQueueMessages() {
        return values.inboundQueueMessages;
    }

    /**
     * Returns the size of the inbound messages that may wait for a busy handler, text in characters, or binary; it
     * bounds the queue as {@link #inboundQueueMessages} does.
     *
     * @return 1 to 1,073,741,824; 1,048,576 by default
     */
    public int inboundQueueBytes() {
        return values.inboundQueueBytes;
    }

    /**
     * Returns the messages that may wait in a connection's outbound queue.
     *
     * @return 1 to 1,000,000; 1,000 by default
     */
    public int outboundQueueMessages() {
        return values.outboundQueueMessages;
    }

    /**
     * Returns the payload bytes that may wait in a connection's outbound queue; a larger message never fits.
     *
     * @return 1 to 1,073,741,824; 1,048,576 by default
     */
    public int outboundQueueBytes() {
        return values.outboundQueueBytes;
    }

    /**
     * Returns what happens when a message does not fit into the outbound queue.
     *
     * @return {@link OverflowPolicy#CLOSE} by default
     */
    public OverflowPolicy overflow() {
        return values.overflow;
    }

    /**
     * Returns how long a message may wait in the outbound queue for further ones that leave in the same write.
     *
     * <p>It saves processor time where a client gets several small messages within that time, and delays each of them
     * by at most this time. What waits leaves sooner with a close or a heartbeat, when {@code flushed()} is called, or
     * once it fills a write or half of the outbound queue. Replies of a realtime endpoint wait behind other messages
     * only. It has no effect where a server takes one message for each write.
     *
     * @return 0 (no delay) or 1 ms to 1 s; 0 by default
     */
    public Duration writeDelay() {
        return values.writeDelay;
    }

    /**
     * Returns how long one write may take before the connection is ended.
     *
     * @return 10 ms to 1 hour; 10 s by default
     */
    public Duration sendTimeout() {
        return values.sendTimeout;
    }

    /**
     * Returns how long a close may take before it is forced, also at undeployment, and how long {@code onDisconnect}
     * may delay the clean-up.
     *
     * @return 10 ms to 1 hour; 5 s by default
     */
    public Duration closeTimeout() {
        return values.closeTimeout;
    }

    /**
     * Returns how often a ping is sent.
     *
     * @return 0 (no heartbeat) or 10 ms to 12 hours; 30 s by default
     */
    public Duration heartbeatInterval() {
        return values.heartbeatInterval;
    }

    /**
     * Returns how long a client may stay silent before the connection is ended.
     *
     * @return more than {@code heartbeatInterval}, at most 24 hours; 60 s by default
     */
    public Duration heartbeatTimeout() {
        return values.heartbeatTimeout;
    }

    /**
     * Returns the connections that the endpoint holds at once; a further upgrade is refused with 503, or closed with
     * 1013 where the container cannot refuse it.
     *
     * @return 1 to 2,147,483,647 (no limit); no limit by default
     */
    public int maxConnections() {
        return values.maxConnections;
    }

    /**
     * Returns the rooms that a connection may be in at once.
     *
     * @return 1 to 1,000,000; 100 by default
     */
    public int maxRooms() {
        return values.maxRooms;
    }

    /**
     * Returns the longest name of a room that a connection may join, in characters.
     *
     * @return 1 to 255; 255 by default
     */
    public int maxRoomNameLength() {
        return values.maxRoomNameLength;
    }

    /**
     * Returns the origins allowed besides the endpoint's own host and port. An entry is an exact origin
     * ({@code https://app.example.com}, {@code null}, {@code file://}), every subdomain of a domain
     * ({@code https://*.example.com}), or {@code *} for every origin.
     *
     * @return none by default: a browser must come from the endpoint's own host and port
     */
    public List<String> allowedOrigins() {
        return values.allowedOrigins;
    }

    /**
     * Returns the subprotocols that the endpoint speaks (RFC 6455 §1.9).
     *
     * @return most preferred first; none by default
     */
    public List<String> subprotocols() {
        return values.subprotocols;
    }

    /**
     * Tells whether an upgrade without a common subprotocol is refused with 400, whether the client offers others or
     * none. Otherwise such a connection has no subprotocol, and a browser that has offered one drops it.
     *
     * @return false by default
     */
    public boolean requireSubprotocol() {
        return values.requireSubprotocol;
    }

    /**
     * Tells whether permessage-deflate (RFC 7692) is negotiated where the container supports it.
     *
     * @return false by default
     */
    public boolean compression() {
        return values.compression;
    }

    /**
     * Returns where callbacks run.
     *
     * @return {@link Dispatch#CONTAINER} by default
     */
    public Dispatch dispatch() {
        return values.dispatch;
    }

    /** Compares every option. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EndpointOptions options && values.inOrder().equals(options.values.inOrder());
    }

    @Override
    public int hashCode() {
        return values.inOrder().hashCode();
    }

    /** Lists the values in the order of the reference. */
    @Override
    public String toString() {
        return "EndpointOptions" + values.inOrder();
    }

    /** Builds {@link EndpointOptions}; not thread-safe. */
    public static final class Builder {
        private int maxMessageBytes = 64 * 1024;
        private int inboundRate = 0;
        private int inboundBurst = 100;
        private int inboundQueueMessages = 256;
        private int inboundQueueBytes = 1024 * 1024;
        private int outboundQueueMessages = 1000;
        private int outboundQueueBytes = 1024 * 1024;
        private OverflowPolicy overflow = OverflowPolicy.CLOSE;
        private Duration writeDelay = Duration.ZERO;
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

        private Builder(Builder other) {
            maxMessageBytes = other.maxMessageBytes;
            inboundRate = other.inboundRate;
            inboundBurst = other.inboundBurst;
            inboundQueueMessages = other.inboundQueueMessages;
            inboundQueueBytes = other.inboundQueueBytes;
            outboundQueueMessages = other.outboundQueueMessages;
            outboundQueueBytes = other.outboundQueueBytes;
            overflow = other.overflow;
            writeDelay = other.writeDelay;
            sendTimeout = other.sendTimeout;
            closeTimeout = other.closeTimeout;
            heartbeatInterval = other.heartbeatInterval;
            heartbeatTimeout = other.heartbeatTimeout;
            maxConnections = other.maxConnections;
            maxRooms = other.maxRooms;
            maxRoomNameLength = other.maxRoomNameLength;
            allowedOrigins = other.allowedOrigins;
            subprotocols = other.subprotocols;
            requireSubprotocol = other.requireSubprotocol;
            compression = other.compression;
            dispatch = other.dispatch;
        }

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
         * Sets {@link EndpointOptions#writeDelay()}.
         *
         * @param value 0 (no delay) or 1 ms to 1 s; 0 by default
         * @return this builder
         * @throws NullPointerException if the value is null
         */
        public Builder writeDelay(Duration value) {
            writeDelay = Objects.requireNonNull(value, "writeDelay must not be null");
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
         * @param value most preferred first; none by default
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
         * @throws IllegalArgumentException if a value is out of bounds; the message names the option, the value and the
         *     bound
         */
        public EndpointOptions build() {
            check();
            return new EndpointOptions(new Builder(this));
        }

        private void check() {
            OptionBounds.range("max-message-bytes", maxMessageBytes, 1, 1 << 30);
            OptionBounds.range("inbound-rate", inboundRate, 0, 1_000_000);
            OptionBounds.range("inbound-burst", inboundBurst, 1, 1_000_000);
            OptionBounds.range("inbound-queue-messages", inboundQueueMessages, 1, 1_000_000);
            OptionBounds.range("inbound-queue-bytes", inboundQueueBytes, 1, 1 << 30);
            OptionBounds.range("outbound-queue-messages", outboundQueueMessages, 1, 1_000_000);
            OptionBounds.range("outbound-queue-bytes", outboundQueueBytes, 1, 1 << 30);
            if (!writeDelay.isZero()) {
                OptionBounds.range("write-delay", writeDelay, Duration.ofMillis(1), Duration.ofSeconds(1));
            }
            OptionBounds.range("send-timeout", sendTimeout, Duration.ofMillis(10), Duration.ofHours(1));
            OptionBounds.range("close-timeout", closeTimeout, Duration.ofMillis(10), Duration.ofHours(1));
            if (!heartbeatInterval.isZero()) {
                OptionBounds.range(
                        "heartbeat-interval", heartbeatInterval, Duration.ofMillis(10), Duration.ofHours(12));
                OptionBounds.longer("heartbeat-timeout", heartbeatTimeout, "heartbeat-interval", heartbeatInterval);
            }
            OptionBounds.range("heartbeat-timeout", heartbeatTimeout, Duration.ofMillis(10), Duration.ofHours(24));
            OptionBounds.range("max-connections", maxConnections, 1, Integer.MAX_VALUE);
            OptionBounds.range("max-rooms", maxRooms, 1, 1_000_000);
            OptionBounds.range("max-room-name-length", maxRoomNameLength, 1, 255);
            OptionBounds.origins("allowed-origins", allowedOrigins);
            OptionBounds.tokens("subprotocols", subprotocols);
        }

        private List<Object> inOrder() {
            return List.of(
                    maxMessageBytes,
                    inboundRate,
                    inboundBurst,
                    inboundQueueMessages,
                    inboundQueueBytes,
                    outboundQueueMessages,
                    outboundQueueBytes,
                    overflow,
                    writeDelay,
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
