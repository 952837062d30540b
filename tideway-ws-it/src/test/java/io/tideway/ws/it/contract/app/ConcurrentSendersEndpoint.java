package io.tideway.ws.it.contract.app;

import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import java.util.concurrent.CountDownLatch;

/** Sends to one connection from many threads at once: {@code "<threads> <messages of each>"}. */
@WebSocketEndpoint("/concurrent-senders")
public class ConcurrentSendersEndpoint implements WebSocketHandler {
    private static final int UNFLUSHED = 10;

    @Override
    public void onMessage(Connection connection, Message message) throws InterruptedException {
        String[] words = ((Message.Text) message).text().split(" ");
        int threads = Integer.parseInt(words[0]);
        int each = Integer.parseInt(words[1]);
        CountDownLatch start = new CountDownLatch(threads);
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            String name = "t" + i;
            Thread thread = new Thread(() -> {
                start.countDown();
                send(connection, name, each);
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        done.await();
        connection.sendText("done");
    }

    private static void send(Connection connection, String name, int count) {
        for (int i = 0; i < count; i++) {
            connection.sendText(name + " " + i + " " + "x".repeat(i % 200));
            if (i % UNFLUSHED == 0) {
                connection.flushed().toCompletableFuture().join();
            }
        }
    }
}
