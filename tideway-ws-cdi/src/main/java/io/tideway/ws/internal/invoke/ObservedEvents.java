package io.tideway.ws.internal.invoke;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionClosed;
import io.tideway.ws.ConnectionOpened;
import io.tideway.ws.HandlerFailed;
import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.OverflowPolicy;
import io.tideway.ws.PresenceMember;
import io.tideway.ws.PublicationsMissed;
import io.tideway.ws.RoomJoined;
import io.tideway.ws.RoomLeft;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SlowConsumer;
import io.tideway.ws.UserConnected;
import io.tideway.ws.UserDisconnected;
import io.tideway.ws.internal.connection.ConnectionListener;
import io.tideway.ws.internal.connection.FailureListener;
import io.tideway.ws.internal.delivery.RoomListener;
import io.tideway.ws.internal.registry.MembershipListener;
import io.tideway.ws.internal.registry.UserListener;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lists {@link CdiEvents} as a listener of what the application observes only, so that other events cost nothing.
 *
 * <p>CDI tells the observers of an event, not of a class, so it is asked with events about no connection.
 */
public final class ObservedEvents {
    private static final String NAME = "none";

    private final BeanManager beans;
    private final CdiEvents events;
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    /** Prepares the lists; from the end of bean discovery on. */
    public ObservedEvents(BeanManager beans, CdiEvents events) {
        this.beans = beans;
        this.events = events;
    }

    /** Returns the listeners of connections. */
    public List<ConnectionListener> connections() {
        return ifObserved(
                events,
                new ConnectionOpened(connection),
                new ConnectionClosed(connection, CloseFrame.NORMAL),
                new SlowConsumer(connection, 0, 0, OverflowPolicy.CLOSE));
    }

    /** Returns the listeners of failed callbacks. */
    public List<FailureListener> failures() {
        return ifObserved(events, new HandlerFailed(NAME, NAME, Optional.empty(), new IllegalStateException(NAME)));
    }

    /** Returns the listeners of rooms. */
    public List<MembershipListener> memberships() {
        return ifObserved(events, new RoomJoined(connection, NAME), new RoomLeft(connection, NAME));
    }

    /** Returns the listeners of rooms that remember. */
    public List<RoomListener> rooms() {
        PresenceMember member = new PresenceMember(NAME, Optional.empty(), Optional.empty(), Instant.EPOCH);
        return ifObserved(
                events,
                new MemberJoined(NAME, member),
                new MemberLeft(NAME, member),
                new PublicationsMissed(NAME, RoomPosition.NONE, RoomPosition.NONE));
    }

    /** Returns the listeners of users. */
    public List<UserListener> users() {
        return ifObserved(events, new UserConnected(NAME), new UserDisconnected(NAME));
    }

    private <L> List<L> ifObserved(L listener, Object... examples) {
        boolean observed = Stream.of(examples)
                .anyMatch(event -> !beans.resolveObserverMethods(event, Default.Literal.INSTANCE)
                        .isEmpty());
        return observed ? List.of(listener) : List.of();
    }
}
