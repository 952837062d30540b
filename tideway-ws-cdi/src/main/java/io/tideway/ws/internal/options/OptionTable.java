package io.tideway.ws.internal.options;

import io.tideway.ws.Dispatch;
import io.tideway.ws.EndpointOptions;
import io.tideway.ws.OverflowPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Lists every option once: how it is called and how its text is read. Its bounds are {@link EndpointOptions}'. */
final class OptionTable {
    private final Map<String, Option> byName = new LinkedHashMap<>();

    OptionTable() {
        List.of(
                        option("maxMessageBytes", Values::integer, EndpointOptions.Builder::maxMessageBytes),
                        option("inboundRate", Values::integer, EndpointOptions.Builder::inboundRate),
                        option("inboundBurst", Values::integer, EndpointOptions.Builder::inboundBurst),
                        option("inboundQueueMessages", Values::integer, EndpointOptions.Builder::inboundQueueMessages),
                        option("inboundQueueBytes", Values::integer, EndpointOptions.Builder::inboundQueueBytes),
                        option(
                                "outboundQueueMessages",
                                Values::integer,
                                EndpointOptions.Builder::outboundQueueMessages),
                        option("outboundQueueBytes", Values::integer, EndpointOptions.Builder::outboundQueueBytes),
                        option(
                                "overflow",
                                (n, v) -> Values.constant(n, v, OverflowPolicy.class),
                                EndpointOptions.Builder::overflow),
                        option("writeDelay", Values::duration, EndpointOptions.Builder::writeDelay),
                        option("sendTimeout", Values::duration, EndpointOptions.Builder::sendTimeout),
                        option("closeTimeout", Values::duration, EndpointOptions.Builder::closeTimeout),
                        option("heartbeatInterval", Values::duration, EndpointOptions.Builder::heartbeatInterval),
                        option("heartbeatTimeout", Values::duration, EndpointOptions.Builder::heartbeatTimeout),
                        option("maxConnections", Values::integer, EndpointOptions.Builder::maxConnections),
                        option("maxRooms", Values::integer, EndpointOptions.Builder::maxRooms),
                        option("maxRoomNameLength", Values::integer, EndpointOptions.Builder::maxRoomNameLength),
                        option("allowedOrigins", (n, v) -> Values.list(v), EndpointOptions.Builder::allowedOrigins),
                        option("subprotocols", (n, v) -> Values.list(v), EndpointOptions.Builder::subprotocols),
                        option("requireSubprotocol", Values::bool, EndpointOptions.Builder::requireSubprotocol),
                        option("compression", Values::bool, EndpointOptions.Builder::compression),
                        option(
                                "dispatch",
                                (n, v) -> Values.constant(n, v, Dispatch.class),
                                EndpointOptions.Builder::dispatch))
                .forEach(option -> byName.put(option.name(), option));
    }

    Collection<Option> all() {
        return byName.values();
    }

    Set<String> names() {
        return byName.keySet();
    }

    @Nullable
    Option get(String name) {
        return byName.get(name);
    }

    private static <T> Option option(
            String attribute, BiFunction<String, String, T> read, BiConsumer<EndpointOptions.Builder, T> set) {
        String name = attribute.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return new Option(name, attribute, (builder, text) -> set.accept(builder, read.apply(name, text.strip())));
    }
}
