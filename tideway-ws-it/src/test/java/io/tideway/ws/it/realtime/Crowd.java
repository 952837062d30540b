package io.tideway.ws.it.realtime;

import java.io.IOException;
import java.net.URI;

/** Is many members of one room, unmodified clients of one language, that lose their server together. */
interface Crowd extends AutoCloseable {
    /**
     * Says how the members came back.
     *
     * @param recovered how many of them have recovered their room
     * @param missed how many messages of the meantime they got together
     */
    record Return(int recovered, int missed) {}

    /** Connects a crowd to an address. */
    interface Gathering {
        Crowd at(URI address) throws IOException;
    }

    /** Waits until all members are back, and have got a further publication. */
    Return back() throws IOException;

    @Override
    void close();
}
