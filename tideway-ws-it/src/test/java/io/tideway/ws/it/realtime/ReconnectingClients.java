package io.tideway.ws.it.realtime;

import java.io.IOException;
import java.net.URI;

/** Connects many unmodified clients of one language to one room, which lose their server together and come back. */
interface ReconnectingClients extends AutoCloseable {
    /**
     * Says how the members came back.
     *
     * @param recovered how many of them have recovered their room
     * @param missed how many messages of the meantime they got together
     */
    record Return(int recovered, int missed) {}

    /** Connects the clients to an address. */
    interface Connecting {
        ReconnectingClients at(URI address) throws IOException;
    }

    /** Waits until all members are back, and have got a further publication. */
    Return back() throws IOException;

    @Override
    void close();
}
