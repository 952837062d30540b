package io.tideway.ws.bench.serve;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Broadcasts as one would without Tideway: a loop over the sessions, as far ahead of the slowest as Tideway's
 * counterpart.
 */
@ServerEndpoint("/bench")
public class PlainEndpoint {
    private static final int WINDOW = 64;
    // The container makes an instance for each session, and this is what they share.
    private static final Set<Session> SESSIONS = ConcurrentHashMap.newKeySet();

    /** Adds the session to the receivers of broadcasts. */
    @OnOpen
    public void open(Session session) {
        SESSIONS.add(session);
    }

    /** Removes the session from the receivers of broadcasts. */
    @OnClose
    public void close(Session session) {
        SESSIONS.remove(session);
    }

    /** Broadcasts, or echoes. */
    @OnMessage
    public void message(String text, Session session) {
        if (text.startsWith("B")) {
            BroadcastCommand command = BroadcastCommand.parse(text);
            Thread broadcaster = new Thread(() -> broadcast(command), "broadcaster");
            broadcaster.setDaemon(true);
            broadcaster.start();
        } else {
            session.getAsyncRemote().sendText(text, result -> {});
        }
    }

    private static void broadcast(BroadcastCommand command) {
        Semaphore window = new Semaphore(WINDOW);
        for (int i = 0; i < command.count(); i++) {
            window.acquireUninterruptibly();
            String text = command.message();
            AtomicInteger left = new AtomicInteger(SESSIONS.size());
            for (Session session : SESSIONS) {
                session.getAsyncRemote().sendText(text, result -> {
                    if (left.decrementAndGet() == 0) {
                        window.release();
                    }
                });
            }
        }
    }
}
