package io.tideway.ws.internal.container;

import jakarta.websocket.Session;

/**
 * Holds what was found out about a server by its first session, so that no later one looks again.
 *
 * @param sessions the class of the server's sessions
 * @param ways makes the transport of a session without extensions
 * @param flows makes what stops the reading of a session
 * @param preparation prepares a session
 * @param complete whether every lookup succeeded
 */
record ServerAccess(Class<?> sessions, Ways ways, Flows flows, Preparation preparation, boolean complete) {

    /** Holds what was found out about a server whose sessions need no preparation. */
    ServerAccess(Class<?> sessions, Ways ways, Flows flows) {
        this(sessions, ways, flows, Preparation.NONE, true);
    }

    /**
     * Returns the same for a session whose server shows more to others, such as one that has lost its client already.
     */
    ServerAccess incomplete() {
        return new ServerAccess(sessions, ways, flows, preparation, false);
    }

    /** Returns the same with what prepares a session. */
    ServerAccess with(Preparation preparing) {
        return new ServerAccess(sessions, ways, flows, preparing, complete);
    }

    /** Prepares a session before anything is written to it. */
    interface Preparation {
        /** Leaves every session as it is. */
        Preparation NONE = session -> {};

        void of(Session session) throws ReflectiveOperationException;
    }

    /** Makes the transport of a session. */
    interface Ways {
        /** Leaves every session to the portable transport. */
        Ways PORTABLE = (session, portable) -> portable;

        Transport of(Session session, SessionTransport portable) throws ReflectiveOperationException;
    }

    /** Makes what stops the reading of a session. */
    interface Flows {
        /** Is a server that cannot be stopped. */
        Flows NONE = session -> InboundFlow.UNSTOPPABLE;

        InboundFlow of(Session session) throws ReflectiveOperationException;
    }
}
