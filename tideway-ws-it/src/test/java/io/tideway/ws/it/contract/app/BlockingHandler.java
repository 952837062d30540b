package io.tideway.ws.it.contract.app;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Dams a connection up: {@code "dam"} blocks its callback until {@code "open <tag>"} comes on another one. Counts
 * binary messages, and tells how many there were when asked by {@code "?"}.
 */
abstract class BlockingHandler implements WebSocketHandler {
    private static final int LONGEST_SECONDS = 120;

    private final Map<String, CountDownLatch> dams = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    @Inject
    Journal journal;

    @Override
    public void onMessage(Connection connection, Message message) throws InterruptedException {
        String tag = Journal.tag(connection.handshake());
        AtomicInteger count = counts.computeIfAbsent(tag, t -> new AtomicInteger());
        if (!(message instanceof Message.Text text)) {
            count.incrementAndGet();
            return;
        }
        String[] words = text.text().split(" ");
        switch (words[0]) {
            case "dam" -> {
                journal.note(connection, "dammed");
                dam(tag).await(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
            case "open" -> {
                dam(words[1]).countDown();
                connection.sendText("opened");
            }
            default -> connection.sendText(String.valueOf(count.get()));
        }
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        journal.note(connection, "disconnect " + reason.code());
    }

    private CountDownLatch dam(String tag) {
        return dams.computeIfAbsent(tag, t -> new CountDownLatch(1));
    }
}
