/** Defines what an application uses: handlers, connections, rooms, users and broadcasts. */
@SuppressWarnings("module") // the modules of the qualified exports are compiled after this one
module io.tideway.ws.api {
    requires transitive jakarta.cdi;
    requires static org.jspecify;

    exports io.tideway.ws;
    exports io.tideway.ws.realtime;
    exports io.tideway.ws.spi;
    exports io.tideway.ws.internal.log to
            io.tideway.ws.cdi,
            io.tideway.ws.tyrus;

    // CDI defines the client proxies of the interfaces in their packages.
    opens io.tideway.ws;
    opens io.tideway.ws.realtime;
    opens io.tideway.ws.spi;
}
