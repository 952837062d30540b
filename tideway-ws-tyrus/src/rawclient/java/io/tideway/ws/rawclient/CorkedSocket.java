package io.tideway.ws.rawclient;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** Holds back what is written, so that it leaves at once. */
public final class CorkedSocket extends Socket {
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean corked;

    /** Connects over the loopback interface. */
    public CorkedSocket(int port) throws IOException {
        super("127.0.0.1", port);
    }

    /** Begins to hold back. */
    public void cork() {
        corked = true;
    }

    /** Writes at once what was held back. */
    public void uncork() throws IOException {
        corked = false;
        held.writeTo(getOutputStream());
        held.reset();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                (corked ? held : out).write(bytes, offset, length);
            }

            @Override
            public void write(int one) throws IOException {
                (corked ? held : out).write(one);
            }
        };
    }
}
