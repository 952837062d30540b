package io.tideway.ws.spi;

import io.tideway.ws.RoomPosition;

/**
 * Receives what a broker reports; implemented by Tideway, called by the broker.
 *
 * <p>The broker calls it on threads of its own or of its callers, and never holds a lock meanwhile that another call to
 * the broker needs. Calls never block and never throw. Calls about one channel come one at a time, in the order of the
 * channel; the appends to a room belong to the room's channel. {@link #connected} and {@link #disconnected} alternate,
 * one at a time, beginning with {@code connected}; a stop calls neither. Between {@code disconnected} and
 * {@code connected} something may still arrive, from servers or subscriptions that are active already.
 */
public interface BrokerListener {

    /**
     * Receives what any node, this one included, has published to a subscribed channel.
     *
     * @param channel the channel
     * @param data what was published, opaque; not changed afterwards
     */
    void received(Channel channel, byte[] data);

    /**
     * Receives what any node, this one included, has appended to the log of a room whose channel is subscribed.
     *
     * <p>Within an epoch offsets grow, and each arrives at most once. A gap means that the broker has lost something on
     * the way; the log may still have it. Another epoch means that the log has started again, and no entry of the
     * earlier one follows.
     *
     * @param room the room's name
     * @param position its position
     * @param data what was appended, opaque; not changed afterwards
     */
    void appended(String room, RoomPosition position, byte[] data);

    /**
     * Handles a new connection: the broker is reachable and every subscription is active; what was published since
     * {@link #disconnected} may have been missed.
     */
    void connected();

    /**
     * Handles the beginning of an outage: the broker, or a part of it, is not reachable; called once for each outage.
     *
     * @param cause what went wrong, in words for an operator, without secrets
     */
    void disconnected(String cause);
}
