package io.tideway.ws.spi;

import io.tideway.ws.Connection;

/** Names a method of a handler that a protocol may have called; implemented by Tideway, thread-safe. */
public interface HandlerMethod {

    /**
     * Returns the method's name, for logs and events.
     *
     * @return the name
     */
    String name();

    /**
     * Tells whether the caller of a connection has the roles that the method asks for ({@code @RolesAllowed} and the
     * like); to be asked before each call.
     *
     * @param connection the connection
     * @return true if it may be called
     */
    boolean admits(Connection connection);
}
