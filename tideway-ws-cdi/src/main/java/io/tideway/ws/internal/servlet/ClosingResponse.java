package io.tideway.ws.internal.servlet;

import io.tideway.ws.internal.upgrade.HeaderList;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;

/**
 * Ends the TCP connection after the response unless that is an upgrade.
 *
 * <p>A proxy that has seen the request's intent may send on, as frames, what another client wrote as its next request.
 * So {@code Connection} is {@code close} from the start, and only a container that upgrades replaces it; some of them
 * add their value rather than set it.
 */
final class ClosingResponse extends HttpServletResponseWrapper {
    private static final String CONNECTION = "Connection";

    ClosingResponse(HttpServletResponse response) {
        super(response);
        close();
    }

    @Override
    public void setHeader(String name, String value) {
        if (!CONNECTION.equalsIgnoreCase(name) || HeaderList.of(List.of(value)).contains("upgrade")) {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (CONNECTION.equalsIgnoreCase(name)) {
            setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void reset() {
        super.reset();
        close();
    }

    private void close() {
        super.setHeader(CONNECTION, "close");
    }
}
