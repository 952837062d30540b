package io.tideway.ws.redis.internal;

import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which server takes which slots.
 *
 * @param servers the masters by their addresses
 * @param addresses the address for each slot; a single one for a server outside a Cluster
 */
record Layout(Map<String, RedisURI> servers, List<String> addresses) {
    static final int SLOTS = 16384;

    /** Describes a server that takes everything. */
    static Layout of(RedisURI server) {
        return new Layout(Map.of(address(server), server), List.of(address(server)));
    }

    /**
     * Reads the reply to {@code CLUSTER SLOTS}: first slot, last slot, master, replicas.
     *
     * @throws IllegalStateException if a slot has no master
     */
    static Layout of(RedisURI asked, List<Object> reply) {
        Map<String, RedisURI> servers = new LinkedHashMap<>();
        String[] addresses = new String[SLOTS];
        int covered = 0;
        for (Object range : reply) {
            List<?> parts = (List<?>) range;
            List<?> master = (List<?>) parts.get(2);
            // An empty host means the one that was asked.
            String host = master.get(0) == null ? "" : RedisValues.text(master.get(0));
            RedisURI server = RedisURI.builder(asked).build();
            server.setHost(host.isEmpty() ? asked.getHost() : host);
            server.setPort(((Long) master.get(1)).intValue());
            servers.put(address(server), server);
            for (long slot = (Long) parts.get(0); slot <= (Long) parts.get(1); slot++) {
                addresses[(int) slot] = address(server);
                covered++;
            }
        }
        if (covered < SLOTS) {
            throw new IllegalStateException(RedisMessages.slotsMissing(SLOTS - covered));
        }
        return new Layout(servers, new ArrayList<>(List.of(addresses)));
    }

    static String address(RedisURI server) {
        return server.getHost() + ":" + server.getPort();
    }

    boolean isCluster() {
        return addresses.size() > 1;
    }

    String addressOf(int slot) {
        return isCluster() ? addresses.get(slot) : addresses.get(0);
    }

    /** Finds a slot of a server by trying names, of which about one in as many as there are servers hits. */
    int firstNumber(String address, java.util.function.IntToLongFunction slotOfNumber) {
        int number = 0;
        while (!addressOf((int) slotOfNumber.applyAsLong(number)).equals(address)) {
            number++;
        }
        return number;
    }
}
