package io.tideway.ws.bench.broker;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds what Redis reports about itself at one moment; its own connection is part of it. */
record RedisStatistics(long memory, double cpuSeconds, long bytesIn, long bytesOut, long commands, long scriptCalls) {

    /** Opens a client without the parts of Lettuce that need SLF4J. */
    static RedisClient client(String uri) {
        RedisClient client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .timeoutOptions(TimeoutOptions.create())
                .build());
        return client;
    }

    static RedisStatistics of(RedisClient client) {
        try (var connection = client.connect()) {
            Map<String, String> values = connection
                    .sync()
                    .info("everything")
                    .lines()
                    .filter(line -> line.contains(":"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(':')),
                            line -> line.substring(line.indexOf(':') + 1).trim(),
                            (first, second) -> first));
            return new RedisStatistics(
                    number(values, "used_memory"),
                    Double.parseDouble(values.getOrDefault("used_cpu_user", "0"))
                            + Double.parseDouble(values.getOrDefault("used_cpu_sys", "0")),
                    number(values, "total_net_input_bytes"),
                    number(values, "total_net_output_bytes"),
                    number(values, "total_commands_processed"),
                    calls(values.getOrDefault("cmdstat_evalsha", "calls=0,")));
        }
    }

    /** Reads {@code calls=3,usec=120,...}. */
    private static long calls(String statistics) {
        return Long.parseLong(statistics.substring("calls=".length(), statistics.indexOf(',')));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }
}
