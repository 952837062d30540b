package io.tideway.ws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tideway.ws.HistoryQuery;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.spi.LogPage;
import io.tideway.ws.spi.LogRetention;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds what a broker promises about how much of a log it keeps, and how long. */
abstract class RetentionContract extends LogContract {

    @Test
    void aLogKeepsItsLatestEntries() {
        Node node = startNode();
        String room = unique("room");
        LogRetention ten = new LogRetention(10, Duration.ofMinutes(1));
        RoomPosition last = appendNumbers(node, room, 25, ten);

        LogPage all = result(node.broker().read(room, HistoryQuery.since(RoomPosition.NONE), ten));
        LogPage missed = result(node.broker().read(room, HistoryQuery.since(at(last, 3)), ten));
        LogPage latest = result(node.broker().read(room, HistoryQuery.latest(), ten));

        assertEquals(last, all.position());
        assertEquals(25, last.offset());
        assertEquals(numbers(16, 25), offsets(all));
        assertEquals(numbers(16, 25), offsets(missed));
        assertEquals(numbers(25, 16), offsets(latest));
    }

    @Test
    void aSmallerRetentionReturnsLess() {
        Node node = startNode();
        String room = unique("room");
        appendNumbers(node, room, 10, RETENTION);
        LogRetention three = new LogRetention(3, Duration.ofMinutes(1));

        LogPage page = result(node.broker().read(room, HistoryQuery.since(RoomPosition.NONE), three));

        assertEquals(numbers(8, 10), offsets(page));
        assertEquals(10, page.position().offset());
    }

    @Test
    void entriesOlderThanTheAgeAreNotReturned() {
        Node node = startNode();
        String room = unique("room");
        LogRetention brief = new LogRetention(100, Duration.ofSeconds(1));
        RoomPosition last = appendNumbers(node, room, 3, brief);

        LogPage page = eventually(
                () -> result(node.broker().read(room, HistoryQuery.latest(), brief)),
                so -> so.entries().isEmpty());

        assertEquals(last, page.position());
        assertEquals(at(last, 4), result(node.broker().append(room, bytes("next"), brief)));
        assertEquals(List.of(4L), offsets(result(node.broker().read(room, HistoryQuery.latest(), brief))));
    }

    @Test
    void aLogVanishesAfterItsAge() {
        Node node = startNode();
        String room = unique("room");
        RoomPosition last = appendNumbers(node, room, 3, new LogRetention(100, Duration.ofMillis(200)));

        during(Duration.ofSeconds(1), () -> {});

        LogPage page = read(node, room, HistoryQuery.latest());
        assertNotEquals(last.epoch(), page.position().epoch());
        assertEquals(0, page.position().offset());
        assertEquals(List.of(), page.entries());
    }

    @Test
    void retainingALogKeepsItsPosition() {
        Node node = startNode();
        String room = unique("room");
        LogRetention brief = new LogRetention(100, Duration.ofSeconds(2));
        RoomPosition last = appendNumbers(node, room, 3, brief);

        during(Duration.ofSeconds(3), () -> result(node.broker().retain(room, brief)));

        LogPage page = result(node.broker().read(room, HistoryQuery.latest(), brief));
        assertEquals(last, page.position());
        assertEquals(List.of(), page.entries());
    }

    @Test
    void retainingALogThatDoesNotExistDoesNotBeginIt() {
        Node node = startNode();
        String room = unique("room");

        result(node.broker().retain(room, RETENTION));

        assertEquals(
                1, result(node.broker().append(room, bytes("a"), RETENTION)).offset());
    }
}
