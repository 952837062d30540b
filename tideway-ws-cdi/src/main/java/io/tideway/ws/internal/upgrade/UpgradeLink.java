package io.tideway.ws.internal.upgrade;

import io.tideway.ws.internal.connection.Lifecycle;
import io.tideway.ws.internal.container.FrameChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links one connection with the server that embeds Tideway: the server hands over the channel for its frames, and tells
 * of parts of a frame, of which the container says nothing until it is complete, and that the client has ended its
 * side.
 *
 * <p>Parts do nothing before the connection is open. Thread-safe.
 */
public final class UpgradeLink {
    private volatile @Nullable Lifecycle lifecycle;
    private volatile @Nullable FrameChannel channel;

    /** Creates the link of a connection that is not open yet. */
    public UpgradeLink() {}

    /** Hands the channel over, before the session opens. */
    public void carriedBy(FrameChannel frames) {
        channel = frames;
    }

    /** Returns the channel; empty where the container shows its sessions only. */
    public Optional<FrameChannel> channel() {
        return Optional.ofNullable(channel);
    }

    /** Tells the connection that a part of a frame has arrived. */
    public void seen() {
        Lifecycle attached = lifecycle;
        if (attached != null) {
            attached.seen();
        }
    }

    /**
     * Tells the connection that the client sends nothing more.
     *
     * @param end ends it, once what is queued has left; not run where a close of ours does that
     */
    public void endedByPeer(Runnable end) {
        Lifecycle attached = lifecycle;
        if (attached == null) {
            end.run();
        } else {
            attached.endedByPeer(end);
        }
    }

    /** Says which connection it is. */
    public void attach(Lifecycle connection) {
        lifecycle = connection;
    }
}
