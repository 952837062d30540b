package io.tideway.ws;

/**
 * Holds the gauges and counters of one node at one moment; counters are since start.
 *
 * <pre>{@code
 * ConnectionMetrics now = manager.metrics();
 * System.out.println(now.connections() + " connections, " + now.messagesDropped() + " messages dropped");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ConnectionMetrics {
    private final Builder values; // a copy of our own, never changed

    private ConnectionMetrics(Builder values) {
        this.values = values;
    }

    /**
     * Starts with zero everywhere; for tests that need a snapshot.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns how many connections are open, a gauge.
     *
     * @return 0 or more
     */
    public int connections() {
        return values.connections;
    }

    /**
     * Returns how many rooms have members, a gauge.
     *
     * @return 0 or more
     */
    public int rooms() {
        return values.rooms;
    }

    /**
     * Returns how many users have connections, a gauge.
     *
     * @return 0 or more
     */
    public int users() {
        return values.users;
    }

    /**
     * Returns how many messages wait in all outbound queues or are being written, a gauge.
     *
     * @return 0 or more
     */
    public long queuedMessages() {
        return values.queuedMessages;
    }

    /**
     * Returns the payload bytes of {@link #queuedMessages()}, a gauge.
     *
     * @return 0 or more
     */
    public long queuedBytes() {
        return values.queuedBytes;
    }

    /**
     * Returns how many connections there have been since start.
     *
     * @return 0 or more
     */
    public long totalConnections() {
        return values.totalConnections;
    }

    /**
     * Returns how many broadcasts there have been since start.
     *
     * @return 0 or more
     */
    public long totalBroadcasts() {
        return values.totalBroadcasts;
    }

    /**
     * Returns how many messages handlers were given.
     *
     * @return 0 or more
     */
    public long messagesReceived() {
        return values.messagesReceived;
    }

    /**
     * Returns how many messages were handed to the network.
     *
     * @return 0 or more
     */
    public long messagesSent() {
        return values.messagesSent;
    }

    /**
     * Returns how many messages full outbound queues dropped or refused, one for each connection concerned.
     *
     * @return 0 or more
     */
    public long messagesDropped() {
        return values.messagesDropped;
    }

    /**
     * Returns how many accepted messages were not handed to the network because their connection ended.
     *
     * @return 0 or more
     */
    public long messagesLost() {
        return values.messagesLost;
    }

    /**
     * Returns how many connections were closed with 1013 because their outbound queue was full.
     *
     * @return 0 or more
     */
    public long overflows() {
        return values.overflows;
    }

    /**
     * Returns how many connections ended because a write failed or took longer than the send timeout.
     *
     * @return 0 or more
     */
    public long sendFailures() {
        return values.sendFailures;
    }

    /**
     * Returns how many connections ended because the client did not answer a heartbeat in time.
     *
     * @return 0 or more
     */
    public long heartbeatTimeouts() {
        return values.heartbeatTimeouts;
    }

    /**
     * Returns how many upgrades were answered with an HTTP error.
     *
     * @return 0 or more
     */
    public long upgradesRefused() {
        return values.upgradesRefused;
    }

    /**
     * Returns how many rooms have a log that this node keeps itself, a gauge.
     *
     * @return 0 or more
     */
    public long logs() {
        return values.logs;
    }

    /**
     * Returns the bytes of these logs, a gauge.
     *
     * @return 0 or more
     */
    public long logBytes() {
        return values.logBytes;
    }

    /**
     * Returns how often a log gave up publications because all logs together reached their bound.
     *
     * @return 0 or more
     */
    public long logsEvicted() {
        return values.logsEvicted;
    }

    /**
     * Returns how many joins with a position got everything that they had missed.
     *
     * @return 0 or more
     */
    public long recoveries() {
        return values.recoveries;
    }

    /**
     * Returns how many joins with a position were not recovered.
     *
     * @return 0 or more
     */
    public long recoveriesFailed() {
        return values.recoveriesFailed;
    }

    /**
     * Returns how often the members of a room have missed publications that were no longer in a log.
     *
     * @return 0 or more
     */
    public long publicationsMissed() {
        return values.publicationsMissed;
    }

    /**
     * Returns how many publications and actions the broker has accepted for other nodes.
     *
     * @return 0 or more
     */
    public long brokerSent() {
        return values.brokerSent;
    }

    /**
     * Returns how many publications and actions came from other nodes.
     *
     * @return 0 or more
     */
    public long brokerReceived() {
        return values.brokerReceived;
    }

    /**
     * Returns how many publications and actions the broker did not accept, or may not have accepted.
     *
     * @return 0 or more
     */
    public long brokerFailures() {
        return values.brokerFailures;
    }

    /**
     * Returns how often the broker has become unreachable.
     *
     * @return 0 or more
     */
    public long brokerOutages() {
        return values.brokerOutages;
    }

    /**
     * Tells whether other nodes could be reached through a broker: {@link Cluster#state()} as a number.
     *
     * @return 1 if the state was {@link Cluster.State#CONNECTED}, else 0
     */
    public int brokerConnected() {
        return values.brokerConnected;
    }

    @Override
    public String toString() {
        return "ConnectionMetrics["
                + "connections=" + values.connections
                + ", rooms=" + values.rooms
                + ", users=" + values.users
                + ", queuedMessages=" + values.queuedMessages
                + ", queuedBytes=" + values.queuedBytes
                + ", totalConnections=" + values.totalConnections
                + ", totalBroadcasts=" + values.totalBroadcasts
                + ", messagesReceived=" + values.messagesReceived
                + ", messagesSent=" + values.messagesSent
                + ", messagesDropped=" + values.messagesDropped
                + ", messagesLost=" + values.messagesLost
                + ", overflows=" + values.overflows
                + ", sendFailures=" + values.sendFailures
                + ", heartbeatTimeouts=" + values.heartbeatTimeouts
                + ", upgradesRefused=" + values.upgradesRefused
                + ", logs=" + values.logs
                + ", logBytes=" + values.logBytes
                + ", logsEvicted=" + values.logsEvicted
                + ", recoveries=" + values.recoveries
                + ", recoveriesFailed=" + values.recoveriesFailed
                + ", publicationsMissed=" + values.publicationsMissed
                + ", brokerSent=" + values.brokerSent
                + ", brokerReceived=" + values.brokerReceived
                + ", brokerFailures=" + values.brokerFailures
                + ", brokerOutages=" + values.brokerOutages
                + ", brokerConnected=" + values.brokerConnected
                + "]";
    }

    /** Collects the values of a snapshot; each is 0 until it is set. */
    public static final class Builder {
        private int connections;
        private int rooms;
        private int users;
        private long queuedMessages;
        private long queuedBytes;
        private long totalConnections;
        private long totalBroadcasts;
        private long messagesReceived;
        private long messagesSent;
        private long messagesDropped;
        private long messagesLost;
        private long overflows;
        private long sendFailures;
        private long heartbeatTimeouts;
        private long upgradesRefused;
        private long logs;
        private long logBytes;
        private long logsEvicted;
        private long recoveries;
        private long recoveriesFailed;
        private long publicationsMissed;
        private long brokerSent;
        private long brokerReceived;
        private long brokerFailures;
        private long brokerOutages;
        private int brokerConnected;

        private Builder() {}

        private Builder(Builder other) {
            this.connections = other.connections;
            this.rooms = other.rooms;
            this.users = other.users;
            this.queuedMessages = other.queuedMessages;
            this.queuedBytes = other.queuedBytes;
            this.totalConnections = other.totalConnections;
            this.totalBroadcasts = other.totalBroadcasts;
            this.messagesReceived = other.messagesReceived;
            this.messagesSent = other.messagesSent;
            this.messagesDropped = other.messagesDropped;
            this.messagesLost = other.messagesLost;
            this.overflows = other.overflows;
            this.sendFailures = other.sendFailures;
            this.heartbeatTimeouts = other.heartbeatTimeouts;
            this.upgradesRefused = other.upgradesRefused;
            this.logs = other.logs;
            this.logBytes = other.logBytes;
            this.logsEvicted = other.logsEvicted;
            this.recoveries = other.recoveries;
            this.recoveriesFailed = other.recoveriesFailed;
            this.publicationsMissed = other.publicationsMissed;
            this.brokerSent = other.brokerSent;
            this.brokerReceived = other.brokerReceived;
            this.brokerFailures = other.brokerFailures;
            this.brokerOutages = other.brokerOutages;
            this.brokerConnected = other.brokerConnected;
        }

        /**
         * Sets {@link ConnectionMetrics#connections()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder connections(int value) {
            connections = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#rooms()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder rooms(int value) {
            rooms = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#users()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder users(int value) {
            users = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#queuedMessages()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder queuedMessages(long value) {
            queuedMessages = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#queuedBytes()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder queuedBytes(long value) {
            queuedBytes = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#totalConnections()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder totalConnections(long value) {
            totalConnections = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#totalBroadcasts()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder totalBroadcasts(long value) {
            totalBroadcasts = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#messagesReceived()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder messagesReceived(long value) {
            messagesReceived = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#messagesSent()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder messagesSent(long value) {
            messagesSent = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#messagesDropped()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder messagesDropped(long value) {
            messagesDropped = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#messagesLost()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder messagesLost(long value) {
            messagesLost = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#overflows()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder overflows(long value) {
            overflows = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#sendFailures()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder sendFailures(long value) {
            sendFailures = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#heartbeatTimeouts()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder heartbeatTimeouts(long value) {
            heartbeatTimeouts = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#upgradesRefused()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder upgradesRefused(long value) {
            upgradesRefused = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#logs()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder logs(long value) {
            logs = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#logBytes()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder logBytes(long value) {
            logBytes = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#logsEvicted()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder logsEvicted(long value) {
            logsEvicted = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#recoveries()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder recoveries(long value) {
            recoveries = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#recoveriesFailed()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder recoveriesFailed(long value) {
            recoveriesFailed = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#publicationsMissed()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder publicationsMissed(long value) {
            publicationsMissed = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#brokerSent()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder brokerSent(long value) {
            brokerSent = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#brokerReceived()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder brokerReceived(long value) {
            brokerReceived = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#brokerFailures()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder brokerFailures(long value) {
            brokerFailures = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#brokerOutages()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder brokerOutages(long value) {
            brokerOutages = value;
            return this;
        }

        /**
         * Sets {@link ConnectionMetrics#brokerConnected()}.
         *
         * @param value the value
         * @return this builder
         */
        public Builder brokerConnected(int value) {
            brokerConnected = value;
            return this;
        }

        /**
         * Makes a snapshot of the values.
         *
         * @return the snapshot
         */
        public ConnectionMetrics build() {
            return new ConnectionMetrics(new Builder(this));
        }
    }
}
