package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tideway.ws.junit.internal.RecordingListener.Arrival;
import io.tideway.ws.spi.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds what a broker promises about channels. */
abstract class ChannelContract extends BrokerFixture {

    private static List<Channel> oneOfEachKind() {
        String name = unique("name");
        return List.of(Channel.EVERYONE, Channel.room(name), Channel.user(name), Channel.node(name));
    }

    @Test
    void whatIsPublishedReachesASubscribedNode() {
        Node publisher = startNode();
        Node subscriber = otherNode(publisher);

        for (Channel channel : oneOfEachKind()) {
            result(subscriber.broker().subscribe(channel));
            result(publisher.broker().publish(channel, bytes("hello")));
            assertArrived(subscriber, channel, List.of("hello"));
        }
    }

    @Test
    void whatIsPublishedReachesThePublisherIfItIsSubscribed() {
        Node node = startNode();
        Channel channel = Channel.room(unique("room"));

        result(node.broker().subscribe(channel));
        result(node.broker().publish(channel, bytes("hello")));

        assertArrived(node, channel, List.of("hello"));
    }

    @Test
    void whatIsPublishedReachesNoOtherNode() {
        Node publisher = startNode();
        Node other = otherNode(publisher);
        Channel channel = Channel.room(unique("room"));
        Channel later = Channel.room(unique("later"));

        result(other.broker().subscribe(later));
        result(publisher.broker().publish(channel, bytes("hello")));
        result(publisher.broker().publish(later, bytes("done")));

        assertArrived(other, later, List.of("done"));
        assertEquals(List.of(), texts(other.listener().on(channel)));
    }

    @Test
    void channelsOfOneNameAndSeveralKindsAreApart() {
        Node node = startNode();
        List<Channel> channels = oneOfEachKind();

        channels.forEach(channel -> result(node.broker().subscribe(channel)));
        channels.forEach(channel ->
                result(node.broker().publish(channel, bytes(channel.kind().name()))));

        channels.forEach(
                channel -> assertArrived(node, channel, List.of(channel.kind().name())));
    }

    @Test
    void namesAreOpaque() {
        Node publisher = startNode();
        Node subscriber = otherNode(publisher);
        String unique = unique("");
        List<String> names = List.of(
                "*" + unique,
                "?" + unique,
                "[a-z]" + unique,
                "\\" + unique,
                "{" + unique,
                "}" + unique,
                "{}" + unique,
                "a}:l" + unique,
                "a b:c/../%" + unique,
                "\u00e4\u4e16\ud83d\ude80" + unique,
                "x".repeat(200) + unique);

        names.forEach(name -> result(subscriber.broker().subscribe(Channel.room(name))));
        names.forEach(name -> result(publisher.broker().publish(Channel.room(name), bytes(name))));

        names.forEach(name -> assertArrived(subscriber, Channel.room(name), List.of(name)));
    }

    @Test
    void whatIsPublishedArrivesByteForByte() {
        Node publisher = startNode();
        Node subscriber = otherNode(publisher);
        Channel channel = Channel.user(unique("user"));
        byte[] every = new byte[256];
        for (int value = 0; value < every.length; value++) {
            every[value] = (byte) value;
        }
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        List<byte[]> published = List.of(new byte[0], every, large);

        result(subscriber.broker().subscribe(channel));
        published.forEach(data -> result(publisher.broker().publish(channel, data)));

        List<Arrival> arrivals = subscriber.listener().await(channel, so -> so.size() == 3, patience());
        assertEquals(3, arrivals.size());
        IntStream.range(0, 3)
                .forEach(index -> assertArrayEquals(
                        published.get(index), arrivals.get(index).data()));
    }

    @Test
    void subscribingTwiceIsTheSameAsOnce() {
        Node node = startNode();
        Channel channel = Channel.room(unique("room"));

        result(node.broker().subscribe(channel));
        result(node.broker().subscribe(channel));
        result(node.broker().publish(channel, bytes("one")));
        result(node.broker().publish(channel, bytes("two")));
        assertArrived(node, channel, List.of("one", "two"));

        result(node.broker().unsubscribe(channel));
        result(node.broker().publish(channel, bytes("three")));
        assertNothingMore(node, channel, 2);
    }

    @Test
    void nothingArrivesAfterTheEndOfASubscription() {
        Node node = startNode();
        Channel channel = Channel.room(unique("room"));
        result(node.broker().subscribe(channel));

        result(node.broker().unsubscribe(channel));
        result(node.broker().publish(channel, bytes("late")));

        assertNothingMore(node, channel, 0);
    }

    @Test
    void endingASubscriptionThatDoesNotExistHasNoEffect() {
        Node node = startNode();
        Channel channel = Channel.room(unique("room"));

        result(node.broker().unsubscribe(channel));
        result(node.broker().subscribe(channel));
        result(node.broker().publish(channel, bytes("hello")));

        assertArrived(node, channel, List.of("hello"));
    }

    @Test
    void theLatestCallDecidesOnASubscription() {
        Node node = startNode();
        Channel wanted = Channel.room(unique("wanted"));
        Channel unwanted = Channel.room(unique("unwanted"));
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            stages.add(node.broker().unsubscribe(wanted).toCompletableFuture());
            stages.add(node.broker().subscribe(wanted).toCompletableFuture());
            stages.add(node.broker().subscribe(unwanted).toCompletableFuture());
            stages.add(node.broker().unsubscribe(unwanted).toCompletableFuture());
        }
        stages.forEach(this::result);

        result(node.broker().publish(unwanted, bytes("late")));
        result(node.broker().publish(wanted, bytes("hello")));

        assertArrived(node, wanted, List.of("hello"));
        assertNothingMore(node, unwanted, 0);
    }

    @Test
    void whatOneNodePublishesArrivesInItsOrder() {
        Node publisher = startNode();
        Node subscriber = otherNode(publisher);
        String room = unique("room");
        Channel channel = Channel.room(room);
        result(subscriber.broker().subscribe(channel));
        List<String> expected =
                IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

        for (String number : expected) {
            if (number.endsWith("7")) {
                publisher.broker().append(room, bytes(number), LogContract.RETENTION);
            } else {
                publisher.broker().publish(channel, bytes(number));
            }
        }

        assertArrived(subscriber, channel, expected);
    }

    @Test
    void callsAboutOneChannelComeOneAtATime() throws Exception {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");
        Channel channel = Channel.room(room);
        result(node.broker().subscribe(channel));
        List<Thread> threads = new ArrayList<>();
        for (Node publisher : List.of(node, other, node, other)) {
            threads.add(new Thread(() -> {
                for (int count = 0; count < 100; count++) {
                    publisher.broker().publish(channel, bytes("p"));
                    publisher.broker().append(room, bytes("a"), LogContract.RETENTION);
                }
            }));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<Arrival> arrivals = node.listener().await(channel, so -> so.size() >= 800, patience());
        assertEquals(800, arrivals.size());
        assertEquals(Set.of(), node.listener().overlapping());
    }

    @Test
    void nothingArrivesTwiceWhileSubscriptionsChange() {
        Node publisher = startNode();
        Node subscriber = otherNode(publisher);
        Channel channel = Channel.room(unique("room"));
        for (int number = 0; number < 300; number++) {
            subscriber.broker().subscribe(channel);
            result(publisher.broker().publish(channel, bytes(Integer.toString(number))));
            if (number % 3 == 0) {
                subscriber.broker().unsubscribe(channel);
            }
        }
        result(subscriber.broker().subscribe(channel));
        result(publisher.broker().publish(channel, bytes("300")));
        subscriber
                .listener()
                .await(
                        channel,
                        so -> !so.isEmpty()
                                && text(so.get(so.size() - 1).data()).equals("300"),
                        patience());

        int[] numbers = texts(subscriber.listener().on(channel)).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        assertTrue(numbers.length > 0);
        assertEquals(300, numbers[numbers.length - 1]);
        assertArrayEquals(Arrays.stream(numbers).distinct().sorted().toArray(), numbers);
    }

    /** Checks after a round trip on another channel that no further arrival has come. */
    private void assertNothingMore(Node node, Channel channel, int before) {
        Channel fence = Channel.room(unique("fence"));
        result(node.broker().subscribe(fence));
        result(node.broker().publish(fence, bytes("fence")));
        assertArrived(node, fence, List.of("fence"));
        assertEquals(before, node.listener().on(channel).size());
    }
}
