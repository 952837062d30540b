package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.PublicationsMissed;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.UserConnected;
import io.tideway.ws.UserDisconnected;
import io.tideway.ws.internal.connection.ConnectionListener;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.connection.SummedLog;
import io.tideway.ws.internal.delivery.RoomListener;
import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.MembershipListener;
import io.tideway.ws.internal.registry.UserListener;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/**
 * Fires CDI events, to synchronous observers first; what an observer throws, an Error too, is logged and changes
 * nothing.
 */
public final class CdiEvents
        implements ConnectionListener, FailureListener, MembershipListener, UserListener, RoomListener {
    private final CallbackContext context;
    private final Event<Object> events;
    private final NotificationOptions asynchronous;
    private final SummedLog log;

    /**
     * Creates what fires events.
     *
     * @param asynchronous where asynchronous observers run, since CDI's own threads may not know the application
     * @param log where failures are logged
     */
    public CdiEvents(CallbackContext context, Event<Object> events, Executor asynchronous, SummedLog log) {
        this.context = context;
        this.events = events;
        this.asynchronous = NotificationOptions.ofExecutor(asynchronous);
        this.log = log;
    }

    @Override
    public void opened(Connection connection) {
        fire(connection, new ConnectionOpened(connection));
    }

    @Override
    public void closed(Connection connection, CloseFrame reason) {
        fire(connection, new ConnectionClosed(connection, reason));
    }

    @Override
    public void failed(HandlerFailed event) {
        event.connection().ifPresentOrElse(connection -> fire(connection, event), () -> fire(event));
    }

    @Override
    public void slow(SlowConsumer event) {
        fire(event.connection(), event);
    }

    @Override
    public void joined(LocalConnection connection, String room) {
        fire(connection, new RoomJoined(connection, room));
    }

    @Override
    public void left(LocalConnection connection, String room) {
        fire(connection, new RoomLeft(connection, room));
    }

    @Override
    public void connected(String userId) {
        fire(new UserConnected(userId));
    }

    @Override
    public void disconnected(String userId) {
        fire(new UserDisconnected(userId));
    }

    @Override
    public void joined(MemberJoined event) {
        fire(event);
    }

    @Override
    public void left(MemberLeft event) {
        fire(event);
    }

    @Override
    public void missed(PublicationsMissed event) {
        fire(event);
    }

    private void fire(Object event) {
        quietly(event, () -> context.call(() -> fireNow(event)));
        quietly(event, () -> context.call(() -> fireAsync(event)));
    }

    private void fire(Connection connection, Object event) {
        quietly(event, () -> context.call(connection, () -> fireNow(event)));
        quietly(event, () -> context.call(connection, () -> fireAsync(event)));
    }

    private Object fireNow(Object event) {
        events.fire(event);
        return event;
    }

    private Object fireAsync(Object event) {
        return events.fireAsync(event, asynchronous).whenComplete((done, failure) -> {
            if (failure != null) {
                observerFailed(event, failure);
            }
        });
    }

    private void quietly(Object event, Callable<?> fire) {
        try {
            fire.call();
        } catch (Throwable e) {
            observerFailed(event, e);
        }
    }

    private void observerFailed(Object event, Throwable cause) {
        log.log(SummedLog.Kind.OBSERVER_FAILED, () -> InvokeMessages.observerFailed(event, cause));
    }
}
