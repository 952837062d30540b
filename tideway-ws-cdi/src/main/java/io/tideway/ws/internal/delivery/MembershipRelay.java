package io.tideway.ws.internal.delivery;

import io.tideway.ws.internal.registry.LocalConnection;
import io.tideway.ws.internal.registry.MembershipListener;
import org.jspecify.annotations.Nullable;

/** Passes on what a registry tells to a listener that needs the registry itself, so that it is made later. */
public final class MembershipRelay implements MembershipListener {
    private volatile @Nullable MembershipListener listener;

    /** Begins to pass on. */
    public void to(MembershipListener later) {
        listener = later;
    }

    @Override
    public void joined(LocalConnection connection, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.joined(connection, room);
        }
    }

    @Override
    public void answered(LocalConnection connection, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.answered(connection, room);
        }
    }

    @Override
    public void left(LocalConnection connection, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.left(connection, room);
        }
    }

    @Override
    public void joinedAndLeft(LocalConnection connection, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.joinedAndLeft(connection, room);
        }
    }
}
