package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.junit.internal.RecordingListener.Arrival;
import io.tideway.ws.spi.Channel;
import io.tideway.ws.spi.LogEntry;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Holds what a broker promises about the logs of rooms. */
abstract class LogContract extends ChannelContract {
    static final LogRetention RETENTION = new LogRetention(10_000, Duration.ofMinutes(1));

    /** Appends "1", "2" and so on, and returns the last position. */
    RoomPosition appendNumbers(Node node, String room, int count, LogRetention retention) {
        RoomPosition last = RoomPosition.NONE;
        for (int number = 1; number <= count; number++) {
            last = result(node.broker().append(room, bytes(Integer.toString(number)), retention));
        }
        return last;
    }

    LogPage read(Node node, String room, HistoryQuery query) {
        return result(node.broker().read(room, query, RETENTION));
    }

    static List<Long> offsets(LogPage page) {
        return page.entries().stream().map(LogEntry::offset).toList();
    }

    static List<Long> numbers(long first, long last) {
        return first <= last
                ? LongStream.rangeClosed(first, last).boxed().toList()
                : LongStream.rangeClosed(last, first)
                        .map(number -> first + last - number)
                        .boxed()
                        .toList();
    }

    static RoomPosition at(RoomPosition position, long offset) {
        return new RoomPosition(position.epoch(), offset);
    }

    @Test
    void offsetsBeginWithOneAndGrowByOne() {
        Node node = startNode();
        String room = unique("room");

        RoomPosition first = result(node.broker().append(room, bytes("a"), RETENTION));
        RoomPosition second = result(node.broker().append(room, bytes("b"), RETENTION));

        assertEquals(1, first.offset());
        assertEquals(at(first, 2), second);
        assertNotEquals("", first.epoch());
    }

    @Test
    void whatIsAppendedArrivesWithItsPosition() {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");
        result(other.broker().subscribe(Channel.room(room)));

        RoomPosition position = result(node.broker().append(room, bytes("hello"), RETENTION));

        List<Arrival> arrivals = other.listener().await(Channel.room(room), so -> !so.isEmpty(), patience());
        assertEquals(1, arrivals.size());
        assertEquals(position, arrivals.get(0).position());
        assertEquals("hello", text(arrivals.get(0).data()));
    }

    @Test
    void whatAllNodesAppendArrivesInOneOrderAndIsReadInIt() throws Exception {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");
        Channel channel = Channel.room(room);
        result(node.broker().subscribe(channel));
        result(other.broker().subscribe(channel));
        List<Thread> threads = new ArrayList<>();
        for (Node publisher : List.of(node, other, node, other)) {
            String name = "publisher " + threads.size() + " ";
            threads.add(new Thread(() -> IntStream.range(0, 250)
                    .forEach(number -> publisher.broker().append(room, bytes(name + number), RETENTION))));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<Arrival> here = node.listener().await(channel, so -> so.size() >= 1000, patience());
        List<Arrival> there = other.listener().await(channel, so -> so.size() >= 1000, patience());
        LogPage page = read(node, room, HistoryQuery.since(RoomPosition.NONE).limit(2000));
        assertEquals(numbers(1, 1000), offsets(page));
        List<String> kept =
                page.entries().stream().map(entry -> text(entry.data())).toList();
        for (List<Arrival> arrivals : List.of(here, there)) {
            assertEquals(kept, texts(arrivals));
            assertEquals(
                    numbers(1, 1000), arrivals.stream().map(Arrival::offset).toList());
        }
    }

    @Test
    void aLogIsKeptWithoutSubscribers() {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");

        RoomPosition last = appendNumbers(node, room, 3, RETENTION);

        LogPage page = read(other, room, HistoryQuery.since(RoomPosition.NONE));
        assertEquals(last, page.position());
        assertEquals(numbers(1, 3), offsets(page));
    }

    @Test
    void whatIsPublishedIsNotKept() {
        Node node = startNode();
        String room = unique("room");
        appendNumbers(node, room, 1, RETENTION);

        result(node.broker().publish(Channel.room(room), bytes("not kept")));

        LogPage page = read(node, room, HistoryQuery.latest());
        assertEquals(numbers(1, 1), offsets(page));
        assertEquals(1, page.position().offset());
    }

    @Test
    void whatIsReadIsWhatWasAppendedByteForByte() {
        Node node = startNode();
        String room = unique("room");
        byte[] every = new byte[256];
        for (int value = 0; value < every.length; value++) {
            every[value] = (byte) value;
        }

        result(node.broker().append(room, new byte[0], RETENTION));
        result(node.broker().append(room, every, RETENTION));

        List<LogEntry> entries =
                read(node, room, HistoryQuery.since(RoomPosition.NONE)).entries();
        assertArrayEquals(new byte[0], entries.get(0).data());
        assertArrayEquals(every, entries.get(1).data());
    }

    @Test
    void readingALogThatDoesNotExistBeginsIt() {
        Node node = startNode();
        Node other = otherNode(node);
        String room = unique("room");

        LogPage page = read(node, room, HistoryQuery.latest());

        assertEquals(0, page.position().offset());
        assertNotEquals("", page.position().epoch());
        assertEquals(List.of(), page.entries());
        assertEquals(at(page.position(), 1), result(other.broker().append(room, bytes("a"), RETENTION)));
    }

    @Test
    void forwardsReadsWhatFollowsThePosition() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 20, RETENTION);

        assertEquals(numbers(1, 20), offsets(read(node, room, HistoryQuery.since(RoomPosition.NONE))));
        assertEquals(numbers(1, 20), offsets(read(node, room, HistoryQuery.since(at(last, 0)))));
        assertEquals(numbers(16, 20), offsets(read(node, room, HistoryQuery.since(at(last, 15)))));
        assertEquals(
                numbers(6, 8),
                offsets(read(node, room, HistoryQuery.since(at(last, 5)).limit(3))));
    }

    @Test
    void forwardsReadsNothingAtOrBeyondTheEnd() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 3, RETENTION);

        for (long offset : List.of(3L, 4L, 999_999_999_999L)) {
            LogPage page = read(node, room, HistoryQuery.since(at(last, offset)));
            assertEquals(List.of(), page.entries());
            assertEquals(last, page.position());
        }
    }

    @Test
    void backwardsReadsWhatPrecedesThePosition() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 20, RETENTION);

        assertEquals(numbers(20, 1), offsets(read(node, room, HistoryQuery.latest())));
        assertEquals(
                numbers(20, 18), offsets(read(node, room, HistoryQuery.latest().limit(3))));
        assertEquals(
                numbers(14, 11),
                offsets(read(node, room, HistoryQuery.before(at(last, 15)).limit(4))));
        assertEquals(List.of(), offsets(read(node, room, HistoryQuery.before(at(last, 1)))));
        assertEquals(List.of(), offsets(read(node, room, HistoryQuery.before(at(last, 0)))));
        assertEquals(
                numbers(20, 19),
                offsets(read(node, room, HistoryQuery.before(at(last, 99)).limit(2))));
    }

    @Test
    void aLimitOfZeroReadsThePositionAlone() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 3, RETENTION);

        LogPage page = read(node, room, HistoryQuery.since(at(last, 1)).limit(0));

        assertEquals(last, page.position());
        assertEquals(List.of(), page.entries());
    }

    @Test
    void aPositionOfAnotherEpochReadsNothing() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 3, RETENTION);
        RoomPosition foreign = new RoomPosition("another", 1);

        for (HistoryQuery query : List.of(HistoryQuery.since(foreign), HistoryQuery.before(foreign))) {
            LogPage page = read(node, room, query);
            assertEquals(last, page.position());
            assertEquals(List.of(), page.entries());
        }
    }

    @Test
    void logsOfRoomsAreApart() {
        Node node = startNode();
        String name = unique("room");
        List<String> rooms = List.of(name, name + ":l", "{" + name + "}", name + "}", "}" + name);

        rooms.forEach(room -> result(node.broker().append(room, bytes(room), RETENTION)));

        for (String room : rooms) {
            List<LogEntry> entries =
                    read(node, room, HistoryQuery.since(RoomPosition.NONE)).entries();
            assertEquals(
                    List.of(room),
                    entries.stream().map(entry -> text(entry.data())).toList());
        }
    }

    @Test
    void aLogOutlivesTheNodesThatMadeIt() {
        Node node = startNode();
        Node other = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 3, RETENTION);

        result(node.broker().stop());

        LogPage page = read(other, room, HistoryQuery.since(at(last, 1)));
        assertEquals(last, page.position());
        assertEquals(numbers(2, 3), offsets(page));
        assertFalse(page.entries().isEmpty());
    }
}
