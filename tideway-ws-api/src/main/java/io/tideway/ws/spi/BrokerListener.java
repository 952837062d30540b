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
     * Takes what was published to a subscribed channel, by this node too.
     *
     * @param channel the channel
     * @param data what was published, opaque; not changed afterwards
     */
    void received(Channel channel, byte[] data);

    /**
     * Takes what was appended to the log of a room whose channel is subscribed, by this node too.
     *
     * <p>Within an epoch offsets grow and none comes twice. A gap means that the broker has lost something on the way;
     * the log may still have it. Another epoch means that the log has started again, and nothing of the earlier one
     * comes after it.
     *
     * @param room the room's name
     * @param position its position
     * @param data what was appended, opaque; not changed afterwards
     */
    void appended(String room, RoomPosition position, byte[] data);

    /**
     * Handles that the broker is reachable from now on and every subscription is active; what was published since
     * {@link #disconnected} may have been missed.
     */
    void connected();

    /**
     * Handles that the broker, or a part of it, is not reachable from now on; called once for each outage.
     *
     * @param cause what went wrong, in words for an operator, without secrets
     */
    void disconnected(String cause);
}
