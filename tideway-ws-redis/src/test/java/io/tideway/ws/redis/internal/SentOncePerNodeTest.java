package io.tideway.ws.redis.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tideway.ws.Target;
import io.tideway.ws.junit.TestConnection;
import io.tideway.ws.spi.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Shows by Redis' own counters that a broadcast goes to the nodes that are interested, once each, and nowhere else. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Tag("long")
class SentOncePerNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BROADCASTS = 50;
    private static final String TEXT = "x".repeat(10_000);

    private RedisServer redis;
    private Application here;
    private Application there;
    private long toldBytes;

    /**
     * Is what broadcasts have cost Redis.
     *
     * @param publications calls of PUBLISH or SPUBLISH, those of scripts included
     * @param appends calls of XADD
     * @param copies how often Redis has sent the text of all broadcasts to a node
     */
    private record Cost(long publications, long appends, long copies) {}

    /** Holds what Redis has counted so far. */
    private record Counters(long publications, long appends, long bytes) {
        Cost until(Counters later) {
            return new Cost(
                    later.publications - publications,
                    later.appends - appends,
                    Math.round((later.bytes - bytes) / (double) BROADCASTS / TEXT.length()));
        }
    }

    @BeforeEach
    void start() {
        redis = RedisServer.started();
        here = Application.startedWith(RedisSettings.URI + "=" + redis.uri());
        there = Application.startedWith(RedisSettings.URI + "=" + redis.uri());
        await().atMost(PATIENCE).until(() -> here.isConnected() && there.isConnected());
    }

    @AfterEach
    void stop() {
        Stream.of(here, there, redis).filter(each -> each != null).forEach(SentOncePerNodeTest::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private Counters counters() {
        String commands = told(redis.cli("info", "commandstats"));
        return new Counters(
                number(commands, "cmdstat_publish:calls=") + number(commands, "cmdstat_spublish:calls="),
                number(commands, "cmdstat_xadd:calls="),
                number(told(redis.cli("info", "stats")), "total_net_output_bytes:") - toldBytes);
    }

    /** Leaves out of the count what Redis tells this test. */
    private String told(String text) {
        toldBytes += text.length();
        return text;
    }

    private static long number(String text, String before) {
        return text.lines()
                .filter(line -> line.startsWith(before))
                .map(line -> line.substring(before.length()).replaceAll("\\D.*", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private void awaitSubscribers(Channel channel, int nodes) {
        String name = new RedisNames("tideway").channel(channel);
        await().atMost(PATIENCE)
                .until(() -> Stream.of("numsub", "shardnumsub")
                                .map(command ->
                                        redis.cli("pubsub", command, name).lines())
                                .mapToInt(lines -> Integer.parseInt(
                                        lines.skip(1).findFirst().orElseThrow()))
                                .sum()
                        == nodes);
    }

    /** Broadcasts, and waits until it has cost so much and no more. */
    private void assertCost(Runnable broadcast, Cost expected) {
        Counters before = counters();
        for (int i = 0; i < BROADCASTS; i++) {
            broadcast.run();
        }
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(before.until(counters())).isEqualTo(expected));
    }

    private static Cost publications(long copies) {
        return new Cost(BROADCASTS, 0, copies);
    }

    private static List<TestConnection> members(Application node, String room, int count) {
        List<TestConnection> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(node.join(room));
        }
        return members;
    }

    @Test
    void aRoomWithoutMembersIsSentToNoNode() {
        assertCost(() -> here.manager.room("lobby").broadcastText(TEXT), publications(0));
        assertThat(there.manager.metrics().brokerReceived()).isZero();
    }

    @Test
    void aRoomWithMembersOfTheOwnNodeOnlyIsNotSentToAnother() {
        members(here, "lobby", 3);
        awaitSubscribers(Channel.room("lobby"), 1);
        assertCost(
                () -> here.manager.room("lobby").broadcastText(TEXT), publications(1)); // the own node's subscription
        assertThat(there.manager.metrics().brokerReceived()).isZero();
        assertThat(here.manager.metrics().brokerReceived()).isZero();
    }

    @Test
    void aNodeWithFiveMembersGetsOneCopy() {
        members(there, "lobby", 5);
        awaitSubscribers(Channel.room("lobby"), 1);
        assertCost(() -> here.manager.room("lobby").broadcastText(TEXT), publications(1));
        await().atMost(PATIENCE).until(() -> there.manager.metrics().brokerReceived() == BROADCASTS);
    }

    @Test
    void eachNodeWithMembersGetsOneCopy() {
        members(here, "lobby", 3);
        members(there, "lobby", 3);
        awaitSubscribers(Channel.room("lobby"), 2);
        assertCost(() -> here.manager.room("lobby").broadcastText(TEXT), publications(2));
    }

    @Test
    void aRoomThatItsMembersHaveLeftIsNotSentThereAnyLonger() {
        List<TestConnection> members = members(there, "lobby", 2);
        awaitSubscribers(Channel.room("lobby"), 1);
        members.forEach(TestConnection::close);
        awaitSubscribers(Channel.room("lobby"), 0);
        assertCost(() -> here.manager.room("lobby").broadcastText(TEXT), publications(0));
    }

    @Test
    void aUserIsSentOnceToTheNodeOfItsConnections() {
        there.client.connect("/rooms/lobby?user=ann").nextText();
        there.client.connect("/rooms/lobby?user=ann").nextText();
        awaitSubscribers(Channel.user("ann"), 1);
        assertCost(() -> here.manager.to(Target.user("ann")).broadcastText(TEXT), publications(1));
    }

    @Test
    void anAudienceOfTheOwnNodeCostsNothing() {
        members(there, "lobby", 1);
        awaitSubscribers(Channel.room("lobby"), 1);
        assertCost(() -> here.manager.room("lobby").localOnly().broadcastText(TEXT), new Cost(0, 0, 0));
    }

    @Test
    void aRoomWithALogIsAppendedOnceAndSentToNoNodeWithoutMembers() {
        assertCost(() -> here.manager.room("log").broadcastText(TEXT), new Cost(BROADCASTS, BROADCASTS, 0));
        assertThat(there.manager.metrics().brokerReceived()).isZero();
    }

    @Test
    void aRoomWithALogIsSentOnceToANodeWithFiveMembers() {
        members(there, "log", 5);
        awaitSubscribers(Channel.room("log"), 1);
        assertCost(() -> here.manager.room("log").broadcastText(TEXT), new Cost(BROADCASTS, BROADCASTS, 1));
    }
}
