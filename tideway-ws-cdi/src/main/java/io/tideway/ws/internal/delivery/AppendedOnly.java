package io.tideway.ws.internal.delivery;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;

/**
 * Takes what is appended to logs from the broker in memory; nothing else comes from it, since there is one node.
 *
 * @param rooms what delivers it
 */
public record AppendedOnly(RoomUpdates rooms) implements BrokerListener {
    @Override
    public void received(Channel channel, byte[] data) {}

    @Override
    public void appended(String room, RoomPosition position, byte[] data) {
        rooms.appended(room, position, data);
    }

    @Override
    public void connected() {}

    @Override
    public void disconnected(String cause) {}
}
