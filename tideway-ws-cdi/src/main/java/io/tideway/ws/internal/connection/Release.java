package io.tideway.ws.internal.connection;

import io.tideway.ws.internal.threads.UnexpectedErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection that has ended out of the registry, tells observers, and releases what was kept for it.
 *
 * <p>That follows {@code onDisconnect}, or does not wait for it if it takes too long; {@link ConnectionState} says what
 * is left for which thread. A connection has one of these from its end on. Thread-safe.
 */
final class Release {
    private final LiveConnection connection;
    private final ConnectionState state;
    private final Callbacks callbacks;

    private volatile @Nullable CallbackThread observers; // where they are not on the thread of callbacks

    Release(LiveConnection connection, ConnectionState state, Callbacks callbacks) {
        this.connection = connection;
        this.state = state;
        this.callbacks = callbacks;
    }

    /** Calls {@code onDisconnect}, and does what is left to do after it; the last callback. */
    void disconnect() {
        try {
            callbacks.disconnect(state.reason());
        } finally {
            switch (state.disconnected()) {
                case LEAVE -> {
                    leave();
                    tellObservers(callbacks.thread());
                }
                case RELEASE -> release();
                case NONE -> {}
            }
        }
    }

    /**
     * Leaves the registry without {@code onDisconnect}, which has not returned; application code runs on another
     * thread.
     */
    void leaveOverdue() {
        leave();
        CallbackThread thread = new CallbackThread();
        observers = thread;
        connection.services().pools().application().execute(() -> tellObservers(thread));
    }

    /** Returns the thread of observers; empty where there is none besides that of callbacks. */
    Optional<CallbackThread> observers() {
        return Optional.ofNullable(observers);
    }

    /** Takes the connection out of every lookup, and frees its slot before observers, which may take long. */
    private void leave() {
        try {
            connection.services().registry().remove(connection);
        } catch (RuntimeException | Error e) {
            UnexpectedErrors.report(e); // or the connection would never be released
        } finally {
            connection.endpoint().slots().release();
        }
    }

    private void tellObservers(CallbackThread thread) {
        thread.run(() -> connection.services().registry().tellLeft(connection, this::observersTold));
    }

    private void observersTold() {
        if (state.observersTold()) {
            release();
        }
    }

    private void release() {
        connection.membership().forget();
        CallbackThread thread = new CallbackThread(); // this one may be that of any caller of joinRoom
        observers = thread;
        try {
            callbacks.release(state.reason(), thread);
        } finally {
            connection.services().registry().released(connection);
        }
    }
}
