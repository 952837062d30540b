package io.tideway.ws.redis.internal;

import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.BrokerListener;
import io.tideway.ws.spi.Channel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads and writes what goes through channels.
 *
 * <p>A publication is {@code P} and the data. What is appended is {@code A}, the length of the epoch in a byte, the
 * epoch, the offset in eight bytes, and the data; the script writes it.
 */
final class Frames {

    /** Remembers where a room's log was, to hold its promise that nothing comes twice. */
    static final class Place {
        private RoomPosition latest = RoomPosition.NONE;

        private boolean moveTo(RoomPosition position) {
            if (position.epoch().equals(latest.epoch()) && position.offset() <= latest.offset()) {
                return false;
            }
            latest = position;
            return true;
        }
    }

    private Frames() {}

    static byte[] publication(byte[] data) {
        byte[] frame = new byte[data.length + 1];
        frame[0] = 'P';
        System.arraycopy(data, 0, frame, 1, data.length);
        return frame;
    }

    /** Hands a frame to the listener; called for one channel at a time. */
    static void deliver(Channel channel, Place place, byte[] frame, BrokerListener listener) {
        if (frame.length > 0 && frame[0] == 'P') {
            listener.received(channel, Arrays.copyOfRange(frame, 1, frame.length));
        } else if (frame.length > 1 && frame[0] == 'A' && frame.length >= 10 + frame[1] && frame[1] > 0) {
            int end = 2 + frame[1];
            String epoch = new String(frame, 2, frame[1], StandardCharsets.US_ASCII);
            RoomPosition position = new RoomPosition(
                    epoch, ByteBuffer.wrap(frame, end, Long.BYTES).getLong());
            if (place.moveTo(position)) {
                listener.appended(channel.name(), position, Arrays.copyOfRange(frame, end + Long.BYTES, frame.length));
            }
        } else {
            RedisMessages.badFrame(channel.toString());
        }
    }
}
