package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisMessagesTest {
    @Test
    void whatAServerSendsStaysOnItsLine() {
        assertThat(RedisMessages.refused("redis:6379", "ERR no\nTIDEWAY-999 faked"))
                .hasMessage("TIDEWAY-RD007 redis:6379 refuses a command: ERR no\\u000aTIDEWAY-999 faked");
    }
}
