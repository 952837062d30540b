/** Finds the broker that Tideway would, and starts it. */
module relay {
    requires io.tideway.ws.api;

    uses io.tideway.ws.spi.BrokerProvider;
}
