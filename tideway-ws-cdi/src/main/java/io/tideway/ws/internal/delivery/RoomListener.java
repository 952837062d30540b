package io.tideway.ws.internal.delivery;

import io.tideway.ws.MemberJoined;
import io.tideway.ws.MemberLeft;
import io.tideway.ws.PublicationsMissed;

/** Receives what happens in rooms that remember, on all nodes; called without a lock. */
public interface RoomListener {
    /** A connection has joined a room with joins and leaves. */
    void joined(MemberJoined event);

    /** A connection has left a room with joins and leaves. */
    void left(MemberLeft event);

    /** The members of a room on this node have missed publications. */
    void missed(PublicationsMissed event);
}
