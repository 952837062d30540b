package io.tideway.ws.spi;

import io.tideway.ws.CloseFrame;
import io.tideway.ws.Connection;
import io.tideway.ws.Message;
import io.tideway.ws.RoomPosition;
import io.tideway.ws.SendResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets a session act on its connection; implemented by Tideway, thread-safe except where it says so. */
public interface ProtocolConnection {

    /**
     * Returns the connection as the application sees it.
     *
     * @return the connection
     */
    Connection connection();

    /**
     * Queues a frame as it is.
     *
     * @param frame text or binary
     * @return what became of it
     */
    SendResult send(Message frame);

    /**
     * Closes the connection after what was queued before, with the frame as it is. After {@link #establish} what waits
     * for {@link #begin} is sent first.
     *
     * @param frame the code and reason
     */
    void close(CloseFrame frame);

    /**
     * Makes the connection known: lookups find it and its user, and it may join rooms. What is sent to it waits for
     * {@link #begin}. Use it only inside a call of the session.
     *
     * @param userId the user; null for none
     * @throws IllegalArgumentException if the user's id is not valid
     */
    void establish(@Nullable String userId);

    /**
     * Sends a frame before everything that waits since {@link #establish}, calls {@code onConnect}, and tells observers
     * of the connection. Use it only inside a call of the session.
     *
     * @param first the frame
     */
    void begin(Message first);

    /**
     * Calls a method of the handler in the application's context. Use it only inside a call of the session.
     *
     * @param method the method; check {@link HandlerMethod#admits} first
     * @param arguments its arguments
     * @return its result
     * @throws Exception whatever the method throws, an Error too
     */
    @Nullable
    Object call(HandlerMethod method, @Nullable Object... arguments) throws Exception;

    /**
     * Passes a message to the handler's {@code onMessage}. Use it only inside a call of the session.
     *
     * @param message text or binary
     */
    void message(Message message);

    /**
     * Logs that a method of the handler threw, and tells observers.
     *
     * @param method the method
     * @param cause what it threw, or what its stage completed with
     */
    void failed(HandlerMethod method, Throwable cause);

    /**
     * Runs a task in sequence with the calls of this session, before waiting messages of the client, on a thread that
     * may block.
     *
     * @param task the task
     */
    void execute(Runnable task);

    /**
     * Schedules one call of {@link ProtocolSession#woken} at an instant; a later call replaces the instant.
     *
     * @param instant the instant, by the server's clock
     */
    void wakeAt(Instant instant);

    /**
     * Joins a room and queues a reply before everything of the room.
     *
     * @param room the room's name
     * @param reply the frame
     * @return false if the connection was a member or is closing; nothing is queued then
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if the connection is in as many rooms as it may be
     */
    boolean join(String room, Message reply);

    /**
     * Joins a room with a log from a position: the reply is queued before everything of the room, and the room's
     * messages go on where the reply ends, without a gap or a duplicate.
     *
     * @param room the room's name
     * @param since the last position that the client has seen; {@link RoomPosition#NONE} for a client that is new
     * @param reply makes the frame that is queued first, or none; what it throws fails the join. Called without a lock,
     *     on this thread or another; called again, with nothing recovered, where the outbound queue has no space for
     *     the frame
     * @return completes once the reply is queued; fails with {@link IllegalStateException} if the connection was a
     *     member, is closing, is in as many rooms as it may be, or leaves meanwhile, with {@link BrokerException} if
     *     the log cannot be read, and with what the reply throws. The connection is not a member then
     * @throws IllegalArgumentException if the name is not valid
     */
    CompletionStage<Void> join(String room, RoomPosition since, Function<RoomRecovery, Optional<Message>> reply);

    /**
     * Joins a room without telling the client.
     *
     * @param room the room's name
     * @return false if the connection was a member or is closing
     * @throws IllegalArgumentException if the name is not valid
     * @throws IllegalStateException if the connection is in as many rooms as it may be
     */
    boolean join(String room);

    /**
     * Leaves a room without telling the client.
     *
     * @param room the room's name
     * @return true if it was a member
     */
    boolean leave(String room);
}
