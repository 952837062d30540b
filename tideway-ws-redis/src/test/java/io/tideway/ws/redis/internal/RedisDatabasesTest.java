package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tideway.ws.spi.Channel;
import org.junit.jupiter.api.Test;

/** Two applications with one prefix use two databases of one server, whose channels are those of all databases. */
class RedisDatabasesTest {
    private static final Channel ROOM = Channel.room("room");

    @Test
    void nodesWithDatabasesOfTheirOwnDoNotHearEachOther() {
        try (RedisServer redis = RedisServer.started();
                StartedBroker first = inDatabase(redis, "node1", "/1");
                StartedBroker second = inDatabase(redis, "node2", "/2");
                StartedBroker unnamed = inDatabase(redis, "node3", "")) {
            for (StartedBroker node : new StartedBroker[] {first, second, unnamed}) {
                node.subscribe(ROOM);
            }
            first.assertDelivers(ROOM, "of the first");
            second.assertDelivers(ROOM, "of the second");
            unnamed.assertDelivers(ROOM, "of the one that names none");

            assertThat(second.texts(ROOM)).containsExactly("of the second");
            assertThat(unnamed.texts(ROOM)).containsExactly("of the one that names none");
        }
    }

    @Test
    void nodesWithTheSameDatabaseHearEachOther() {
        try (RedisServer redis = RedisServer.started();
                StartedBroker first = inDatabase(redis, "node1", "/2");
                StartedBroker second = inDatabase(redis, "node2", "/2")) {
            second.subscribe(ROOM);
            StartedBroker.result(first.broker.publish(ROOM, StartedBroker.bytes("hello")));
            second.awaitText(ROOM, "hello");
        }
    }

    private static StartedBroker inDatabase(RedisServer redis, String nodeId, String database) {
        return StartedBroker.of(nodeId, redis.settings(RedisSettings.URI, redis.uri() + database));
    }
}
