package io.tideway.ws.internal.invoke;

import io.tideway.ws.Connection;

/** Makes the connection that a call is about the current one of its thread. */
final class ConnectionStep<I extends ConnectionStep.Invocation, R> implements InvocationStep<I, R> {
    private final ConnectionContext connections;
    private final InvocationStep<I, R> next;

    /** A call that is about a connection. */
    interface Invocation {
        /** Returns the connection. */
        Connection connection();
    }

    ConnectionStep(ConnectionContext connections, InvocationStep<I, R> next) {
        this.connections = connections;
        this.next = next;
    }

    @Override
    public R apply(I invocation) throws Exception {
        Connection before = connections.enter(invocation.connection());
        try {
            return next.apply(invocation);
        } finally {
            connections.leave(before);
        }
    }
}
