package io.tideway.ws;

import java.util.Collection;
import java.util.function.Predicate;

/**
 * Selects connections: a union of targets, minus exceptions, narrowed by conditions.
 *
 * <pre>{@code
 * Audience others = manager.to(Target.room("lobby"), Target.user("ann")).except(connection);
 * others.broadcastText("hello");
 * others.joinRoom("party");
 * }</pre>
 *
 * <p>Immutable: each narrowing method returns a new audience. It is evaluated at each use, so you can keep it. A
 * connection that several targets select counts once. Whether a connection still belongs to the audience is decided at
 * the moment something is queued for it or done to it. Thread-safe.
 */
public interface Audience extends Broadcaster {

    /**
     * Leaves connections out.
     *
     * @param connections the connections to leave out
     * @return the narrower audience
     * @throws NullPointerException if the array or an element is null
     */
    Audience except(Connection... connections);

    /**
     * Leaves targets out.
     *
     * @param targets the rooms, users and connections to leave out
     * @return the narrower audience
     * @throws NullPointerException if the array or an element is null
     */
    Audience except(Target... targets);

    /**
     * Keeps those connections of this node that meet a condition; implies {@link #localOnly()}.
     *
     * @param condition the condition; called without a lock, on the caller's thread, at each use of the audience
     * @return the narrower audience
     * @throws NullPointerException if the condition is null
     */
    Audience matching(Predicate<? super Connection> condition);

    /**
     * Keeps the connections of one endpoint.
     *
     * @param path the endpoint's path or template, as in {@link WebSocketEndpoint#value()}, or a concrete request path
     *     as in {@link Connection#path()}
     * @return the narrower audience
     * @throws NullPointerException if the path is null
     */
    Audience onPath(String path);

    /**
     * Keeps the connections of this node.
     *
     * @return the narrower audience
     */
    Audience localOnly();

    /**
     * Returns a broadcaster whose messages leave once the current Jakarta transaction has committed.
     *
     * <pre>{@code
     * Audience lobby = manager.room("lobby");
     * lobby.afterCommit().broadcastText("the order is stored");
     * }</pre>
     *
     * <p>At each broadcast the transaction is that of the calling thread. Its messages leave in the order of the
     * broadcasts once it has committed, on the thread that commits, and never if it rolls back. Without a transaction,
     * or on a server without Jakarta Transactions, a message leaves at once. A value is serialised during the call;
     * which connections belong to the audience is decided when the message leaves.
     *
     * <p>Within a transaction a broadcast returns {@link BroadcastResult#NONE}, which does not mean that it selected no
     * connection: its targets are counted when the message leaves, and then only {@link ConnectionManager#metrics()}
     * shows the result. It throws {@link IllegalStateException} while the transaction is being committed, after
     * {@code beforeCompletion}. {@code flushed()} waits for what has left before, not for the transaction.
     *
     * @return the broadcaster; you can keep it
     */
    Broadcaster afterCommit();

    /**
     * Puts every selected connection into another room; the audience itself does not change.
     *
     * @param room the name of the room that the connections join
     * @return how many joined now, on this node; connections that were members before do not count, nor those that
     *     already are in as many rooms as their endpoint allows
     * @throws IllegalArgumentException if the name is not 1 to 255 printable characters
     * @throws NullPointerException if the name is null
     */
    int joinRoom(String room);

    /**
     * Takes every selected connection out of a room, which may be another one than the audience selects.
     *
     * @param room the name of the room that the connections leave
     * @return how many left, on this node
     * @throws NullPointerException if the name is null
     */
    int leaveRoom(String room);

    /**
     * Closes every selected connection, after the messages queued before.
     *
     * @param frame the code and reason
     * @return how many begin to close now, on this node
     * @throws IllegalArgumentException if the frame is not {@linkplain CloseFrame#isSendable() sendable}
     * @throws NullPointerException if the frame is null
     */
    int close(CloseFrame frame);

    /**
     * Counts the selected connections of this node.
     *
     * @return how many there are now
     */
    int count();

    /**
     * Lists the selected connections of this node.
     *
     * @return an unmodifiable snapshot
     */
    Collection<Connection> connections();
}
