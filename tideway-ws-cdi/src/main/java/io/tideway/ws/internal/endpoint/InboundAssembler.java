package io.tideway.ws.internal.endpoint;

import io.tideway.ws.Message;
import io.tideway.ws.internal.connection.Lifecycle;
import io.tideway.ws.internal.outbound.Utf8;
import io.tideway.ws.spi.CloseCause;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Joins fragments to messages and enforces the endpoint's largest size, since containers enforce theirs in different
 * ways.
 *
 * <p>Called by the container for one part after the other of one session, as Jakarta WebSocket promises; not
 * thread-safe otherwise.
 */
final class InboundAssembler {
    private final Lifecycle lifecycle;
    private final int limit;
    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream binary;
    private long size;
    private boolean exceeded;

    InboundAssembler(Lifecycle lifecycle, int limit) {
        this.lifecycle = lifecycle;
        this.limit = limit;
    }

    void text(String part, boolean last) {
        if (!admit(Utf8.length(part), last)) {
            return;
        }
        if (last && text == null) {
            deliver(Message.text(part));
            return;
        }
        StringBuilder parts = text == null ? new StringBuilder() : text;
        text = parts.append(part);
        if (last) {
            text = null;
            deliver(Message.text(parts.toString()));
        }
    }

    void binary(ByteBuffer part, boolean last) {
        if (!admit(part.remaining(), last)) {
            return;
        }
        if (last && binary == null) {
            deliver(Message.binary(part));
            return;
        }
        ByteArrayOutputStream parts = binary == null ? new ByteArrayOutputStream() : binary;
        binary = parts;
        byte[] bytes = new byte[part.remaining()];
        part.duplicate().get(bytes);
        parts.write(bytes, 0, bytes.length);
        if (last) {
            binary = null;
            deliver(Message.binary(parts.toByteArray()));
        }
    }

    private void deliver(Message message) {
        size = 0;
        lifecycle.received(message);
    }

    private boolean admit(int more, boolean last) {
        lifecycle.seen();
        if (exceeded) {
            return false;
        }
        if (more == 0 && !last) {
            lifecycle.receivedEmpty(); // else a message of empty fragments could go on forever, uncounted
        }
        size += more;
        if (size <= limit) {
            return true;
        }
        exceeded = true;
        text = null;
        binary = null;
        lifecycle.beginClose(CloseCause.MESSAGE_TOO_BIG, "a message may have at most " + limit + " bytes");
        return false;
    }
}
