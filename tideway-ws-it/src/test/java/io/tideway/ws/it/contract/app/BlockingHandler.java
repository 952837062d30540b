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
 * Blocks its callback at {@code "block"} until another connection sends {@code "release <tag>"}. Counts binary
 * messages, and answers {@code "?"} with their number.
 */
abstract class BlockingHandler implements WebSocketHandler {
    private static final int LONGEST_SECONDS = 120;

    private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
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
            case "block" -> {
                if (Thread.currentThread().toString().startsWith("VirtualThread")) { // isVirtual() is Java 21's
                    journal.note(connection, "on a virtual thread");
                }
                journal.note(connection, "blocked");
                latch(tag).await(LONGEST_SECONDS, TimeUnit.SECONDS);
            }
            case "release" -> {
                latch(words[1]).countDown();
                connection.sendText("released");
            }
            default -> connection.sendText(String.valueOf(count.get()));
        }
    }

    @Override
    public void onDisconnect(Connection connection, CloseFrame reason) {
        journal.note(connection, "disconnect " + reason.code());
    }

    private CountDownLatch latch(String tag) {
        return latches.computeIfAbsent(tag, t -> new CountDownLatch(1));
    }
}
