package io.tideway.ws.internal.connection;

import io.tideway.ws.EndpointOptions;
import io.tideway.ws.internal.outbound.OutboundQueue;
import io.tideway.ws.internal.protocol.ClientSession;

/**
 * Sends one connection's pings and measures how long its client is silent, from the first ping that was written and not
 * answered.
 *
 * <p>A ping that still waits here says nothing about the client: after it was written the client has the time between
 * {@code heartbeat-interval} and {@code heartbeat-timeout} to answer. Thread-safe, except that one thread checks.
 */
final class Heartbeat implements Runnable {

    /** What a check found. */
    enum Finding {
        ALIVE,
        SILENT
    }

    private final OutboundQueue queue;
    private final ClientSession session;
    private final ConnectionServices services;
    private final EndpointOptions options;
    private volatile long lastSeen;
    private volatile boolean pinging; // a thread is about to queue the ping

    // Of the thread that checks.
    private long lastPing;
    private boolean pingUnsettled; // not known to have been written
    private long unanswered; // when the first ping after the last arrival was written; before that arrival if none was

    /**
     * Creates the heartbeat of a connection that opens now.
     *
     * @param id the connection's, which is random: the first ping comes after half an interval to a whole one, so that
     *     clients which have connected together are not pinged together
     */
    Heartbeat(
            String id,
            OutboundQueue queue,
            ClientSession session,
            ConnectionServices services,
            EndpointOptions options) {
        this.queue = queue;
        this.session = session;
        this.services = services;
        this.options = options;
        this.lastSeen = services.time().getAsLong();
        this.lastPing = lastSeen - spread(id, options.heartbeatInterval().toNanos() / 2);
        this.unanswered = lastSeen;
    }

    /** Returns 0 to a bound, evenly spread over random ids. */
    private static long spread(String id, long bound) {
        return (long) (bound * ((id.hashCode() & 0xFFFF) / (double) 0xFFFF));
    }

    /** Notes that something arrived. */
    void seen() {
        lastSeen = services.time().getAsLong();
    }

    /** Pings the client when it is time. */
    Finding check(long now) {
        long interval = options.heartbeatInterval().toNanos();
        if (interval == 0) {
            return Finding.ALIVE;
        }
        settlePing(now);
        long timeout = options.heartbeatTimeout().toNanos();
        long seen = lastSeen;
        if (unanswered - seen > 0 && now - seen > timeout && now - unanswered > timeout - interval) {
            return Finding.SILENT;
        }
        if (now - lastPing >= interval && !pingUnsettled) {
            lastPing = now;
            pingUnsettled = true;
            pinging = true;
            services.pools().upkeep().execute(this);
        }
        return Finding.ALIVE;
    }

    private void settlePing(long now) {
        if (pingUnsettled && !pinging && !queue.isPinging()) {
            pingUnsettled = false;
            boolean nothingSince = lastSeen - lastPing < 0;
            if (nothingSince && unanswered - lastSeen <= 0) {
                unanswered = now;
            }
        }
    }

    /** Sends a ping; never on a thread that writes broadcasts, checks connections or runs code of the application. */
    @Override
    public void run() {
        try {
            queue.ping(session.heartbeat());
        } finally {
            pinging = false;
        }
    }
}
