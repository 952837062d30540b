package io.tideway.ws.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.Connection;
import io.tideway.ws.SendResult;
import io.tideway.ws.rawclient.RawClient;

/** Connects as a client that does not read, with one message in flight that is larger than the socket buffers. */
record SlowReader(RawClient socket, Connection connection) {

    /** The size of the message in flight: more than the socket buffers of one connection hold. */
    static final int STUCK_BYTES = 12_000_000;

    /** Sends the message that gets stuck. */
    static SlowReader of(RawClient socket, Connection connection) {
        assertThat(connection.sendBinary(new byte[STUCK_BYTES])).isEqualTo(SendResult.QUEUED);
        StandaloneTest.eventually(() -> assertThat(connection.queuedMessages()).isEqualTo(1));
        return new SlowReader(socket, connection);
    }
}
