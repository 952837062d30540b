package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what the nodes of a cluster agree on after a while. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /** Waits until a condition holds; a question to the cluster may fail before, as on a slow machine. */
    static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(condition.call()).isTrue());
    }
}
