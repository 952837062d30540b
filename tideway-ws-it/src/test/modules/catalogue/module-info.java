/** A library of handlers, without a server. */
module catalogue {
    requires io.tideway.ws.cdi;

    uses jakarta.enterprise.inject.spi.Extension;
}
