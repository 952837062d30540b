package io.tideway.ws.internal.delivery;

import io.tideway.ws.PresenceMember;
import io.tideway.ws.internal.registry.Selection;

/** Tells other nodes what begins on this one; no call blocks or throws. */
public interface Remote {
    /** Is a node without others. */
    Remote NONE = new Remote() {
        @Override
        public boolean publish(Selection selection, Publication publication) {
            return true;
        }

        @Override
        public void apply(Selection selection, Action action) {}

        @Override
        public void joined(String room, PresenceMember member) {}

        @Override
        public void left(String room, PresenceMember member) {}

        @Override
        public void notAppended(Throwable failure) {}
    };

    /** Publishes to the connections of a selection on other nodes; false if that is refused at once. */
    boolean publish(Selection selection, Publication publication);

    /** Does something to the connections of a selection on other nodes. */
    void apply(Selection selection, Action action);

    /** Tells that a connection has joined a room. */
    void joined(String room, PresenceMember member);

    /** Tells that a connection has left a room. */
    void left(String room, PresenceMember member);

    /** Learns that the broker has not accepted a publication for the log of a room. */
    void notAppended(Throwable failure);
}
