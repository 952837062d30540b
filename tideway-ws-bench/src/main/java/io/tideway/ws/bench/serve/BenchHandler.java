package io.tideway.ws.bench.serve;

import static io.tideway.ws.Target.room;

import io.tideway.ws.BroadcastResult;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Message;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.WebSocketHandler;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Speaks the protocol of the load generators: {@code B count size} broadcasts, {@code E} echoes, {@code J room} joins,
 * {@code R} posts to the room.
 */
@WebSocketEndpoint(
        value = "/bench",
        outboundQueueBytes = 16 * 1024 * 1024) // enough for the window of the largest messages
public class BenchHandler implements WebSocketHandler {

    /** How many broadcasts may not have been flushed. */
    private static final int WINDOW = 64;

    /** How many broadcasts share one look at the flush. */
    private static final int PACE = 16;

    private final ExecutorService broadcaster = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "broadcaster");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    ConnectionManager manager;

    @Override
    public void onMessage(Connection connection, Message message) {
        String text = ((Message.Text) message).text();
        switch (text.charAt(0)) {
            case 'B' -> {
                BroadcastCommand command = BroadcastCommand.parse(text);
                broadcaster.execute(() -> broadcast(command));
            }
            case 'E' -> connection.sendText(text);
            case 'J' -> {
                String room = text.substring(2);
                connection.joinRoom(room);
                connection.setMetadata("room", room);
                connection.sendText("J");
            }
            case 'R' ->
                report(manager.to(room(String.valueOf(connection.metadata().get("room"))))
                        .broadcastText(text));
            default -> throw new IllegalArgumentException("no such command: " + text);
        }
    }

    private void broadcast(BroadcastCommand command) {
        Semaphore window = new Semaphore(WINDOW / PACE);
        for (int i = 0; i < command.count(); i++) {
            if (i % PACE == 0) {
                window.acquireUninterruptibly();
            }
            report(manager.broadcastText(command.message()));
            if ((i + 1) % PACE == 0) {
                manager.flushed().whenComplete((done, failure) -> window.release());
            }
        }
    }

    private static void report(BroadcastResult result) {
        if (!result.isComplete()) {
            System.err.println("NOT DELIVERED TO ALL: " + result);
        }
    }
}
