package io.tideway.ws.internal.delivery;

import io.tideway.ws.internal.registry.MembershipListener;
import io.tideway.ws.internal.registry.Peer;
import org.jspecify.annotations.Nullable;

/** Passes on what a registry tells to a listener that needs the registry itself, so that it is made later. */
public final class MembershipRelay implements MembershipListener {
    private volatile @Nullable MembershipListener listener;

    /** Begins to pass on. */
    public void to(MembershipListener later) {
        listener = later;
    }

    @Override
    public void joined(Peer peer, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.joined(peer, room);
        }
    }

    @Override
    public void left(Peer peer, String room) {
        MembershipListener later = listener;
        if (later != null) {
            later.left(peer, room);
        }
    }
}
