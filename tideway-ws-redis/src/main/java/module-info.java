/** Connects the nodes of a cluster through Redis or Valkey: a broker for Tideway, with no API of its own. */
@SuppressWarnings({"module", "requires-automatic"}) // Lettuce has the name of its module in its manifest
module io.tideway.ws.redis {
    requires io.tideway.ws.api;
    requires io.netty.common;
    requires lettuce.core;
    requires static org.jspecify;

    provides io.tideway.ws.spi.BrokerProvider with
            io.tideway.ws.redis.internal.RedisBrokerProvider;
}
