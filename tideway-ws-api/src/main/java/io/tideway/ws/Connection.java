package io.tideway.ws;

import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Represents one WebSocket and what the application knows about it.
 *
 * <p>Thread-safe: any thread may send, join, close or ask at any time. Sending never blocks and never throws for a slow
 * or closed client; messages leave in the order of the calls. Connection and {@link ConnectionManager} share state: a
 * change through one is visible through the other. {@code @Inject Connection} gives the current one inside a callback.
 *
 * <pre>{@code
 * public void onText(Connection connection, String text) {
 *     connection.joinRoom("lobby");
 *     connection.sendText("You said " + text);
 * }
 * }</pre>
 */
public interface Connection {

    /**
     * Returns the connection's id.
     *
     * @return a random id of at least 122 bits, never the container's session id
     */
    String id();

    /**
     * Returns the path of the handshake request below the context path.
     *
     * @return the concrete path, as in {@code "/chat/lobby"}
     */
    String path();

    /**
     * Returns the values of the endpoint's path template.
     *
     * @return an unmodifiable map by the template's names; query parameters never appear in it
     */
    Map<String, String> pathParams();

    /**
     * Returns one value of the endpoint's path template.
     *
     * @param name the name in the template
     * @return the value, decoded, or empty if the template has no such name
     * @throws NullPointerException if the name is null
     */
    default Optional<String> pathParam(String name) {
        return handshake().pathParam(name);
    }

    /**
     * Returns the first value of a query parameter of the handshake.
     *
     * @param name its name
     * @return the value, decoded, or empty if the query has no such parameter
     * @throws NullPointerException if the name is null
     */
    default Optional<String> queryParam(String name) {
        return handshake().queryParam(name);
    }

    /**
     * Returns the value of a cookie of the handshake; see {@link Handshake#cookie}.
     *
     * @param name its name, in exactly this case
     * @return the value, or empty if the handshake had no such cookie
     * @throws NullPointerException if the name is null
     */
    default Optional<String> cookie(String name) {
        return handshake().cookie(name);
    }

    /**
     * Tells whether the handshake came over TLS; see {@link Handshake#isSecure}.
     *
     * @return true for {@code wss}
     */
    default boolean isSecure() {
        return handshake().isSecure();
    }

    /**
     * Returns the subprotocol that the upgrade agreed on (RFC 6455 §1.9).
     *
     * @return its name, or empty if there is none
     */
    Optional<String> subprotocol();

    /**
     * Returns the handshake as it was.
     *
     * @return a snapshot; its setters throw {@code IllegalStateException}
     */
    Handshake handshake();

    /**
     * Returns the user this connection belongs to.
     *
     * @return the id that {@link #setUserId} or {@link Handshake#setUserId} set last; at first the principal's name
     */
    Optional<String> userId();

    /**
     * Sets the user that this connection belongs to; {@link ConnectionManager} finds it there at once. A connection
     * that is closing does not get another user.
     *
     * @param userId the user's id, opaque, 1 to 255 printable characters, as in {@link #joinRoom}; null clears it, as
     *     {@link #clearUserId()} does
     * @throws IllegalArgumentException if the id is empty, too long or contains a character that is not printable
     */
    void setUserId(@Nullable String userId);

    /** Removes the user: this connection belongs to no user from now on, also if the caller has a principal. */
    default void clearUserId() {
        setUserId(null);
    }

    /**
     * Returns the caller whom the container authenticated at the handshake.
     *
     * @return the principal, or empty for an anonymous caller
     */
    Optional<Principal> principal();

    /**
     * Tells whether the handshake's caller has a role, as the container saw it at the handshake.
     *
     * @param role the role's name
     * @return true if it has
     * @throws NullPointerException if the role is null
     */
    boolean isUserInRole(String role);

    /**
     * Returns the attributes that the application has set on this connection.
     *
     * @return an unmodifiable snapshot
     */
    Map<String, Object> metadata();

    /**
     * Returns one attribute of this connection.
     *
     * @param <T> the attribute's type
     * @param key the name
     * @param type the attribute's class
     * @return the value, or empty if it is not set
     * @throws ClassCastException if the value is of another type; the message names the key and both types
     * @throws NullPointerException if an argument is null
     */
    default <T> Optional<T> metadata(String key, Class<T> type) {
        Objects.requireNonNull(key, "key must not be null");
        Objects.requireNonNull(type, "type must not be null");
        Object value = metadata().get(key);
        if (value != null && !type.isInstance(value)) {
            throw new ClassCastException(
                    "metadata \"" + key + "\" is a " + value.getClass().getName() + ", not a " + type.getName());
        }
        return Optional.ofNullable(type.cast(value));
    }

    /**
     * Sets an attribute of this connection.
     *
     * @param key the name
     * @param value the value; null removes the attribute, as {@link #removeMetadata} does
     * @throws NullPointerException if the key is null
     */
    void setMetadata(String key, @Nullable Object value);

    /**
     * Removes an attribute of this connection; does nothing if it is not set.
     *
     * @param key the name
     * @throws NullPointerException if the key is null
     */
    default void removeMetadata(String key) {
        setMetadata(key, null);
    }

    /**
     * Lists the rooms this connection is in; inside {@link WebSocketHandler#onDisconnect} those it was in.
     *
     * @return an unmodifiable snapshot
     */
    Set<String> rooms();

    /**
     * Joins a room, which exists from its first member on.
     *
     * <p>Printable are all characters that a reader can see, the space (U+0020) and the zero-width joiner of emoji
     * (U+200D); not control and format characters, and no other space.
     *
     * @param room 1 to {@link EndpointOptions#maxRoomNameLength()} printable characters, opaque: never a pattern, never
     *     a path
     * @return true if it was not a member before; false also if the connection is closing or closed
     * @throws IllegalArgumentException if the name is empty, too long or contains a character that is not printable
     * @throws IllegalStateException if the connection is in {@link EndpointOptions#maxRooms()} rooms already
     * @throws NullPointerException if the name is null
     */
    boolean joinRoom(String room);

    /**
     * Joins a room with a log and gets what it has missed since a position, then what is broadcast live, without a gap
     * or a duplicate; see {@link #joinRoom(String, RoomPosition, Function)}.
     *
     * @param room the room's name, as in {@link #joinRoom(String)}
     * @param position the last position that the client has; {@link RoomPosition#NONE} on a first visit
     * @return completes once the connection is a member and what was missed is queued, as {@link #joinRoom(String,
     *     RoomPosition, Function)}
     * @throws IllegalArgumentException if the name is empty, too long or contains a character that is not printable
     * @throws NullPointerException if an argument is null
     */
    CompletionStage<Recovery> joinRoom(String room, RoomPosition position);

    /**
     * Joins a room with a log, gets what it has missed since a position, then a reply, then what is broadcast live.
     *
     * <p>The missed publications are queued as messages, then the reply; nothing else of this room comes before it. If
     * the position is of another epoch, older than the log, beyond its end, or {@link RoomPosition#NONE}, or if the
     * outbound queue has no space for all that was missed, no publication is queued, and {@link Recovery#position()}
     * says where the connection begins.
     *
     * @param room the room's name, as in {@link #joinRoom(String)}
     * @param position the last position that the client has; {@link RoomPosition#NONE} on a first visit
     * @param reply makes the message that tells the client the outcome; called without a lock, and called again, with
     *     nothing recovered, where the outbound queue has no space for all that was missed and the reply. If it throws,
     *     the connection leaves the room, and the stage completes with what it threw
     * @return completes once all that is queued; exceptionally, and without a membership, with
     *     {@link IllegalStateException} if the room keeps no log, or the connection is closing, is a member already, is
     *     in {@link EndpointOptions#maxRooms()} rooms, or leaves the room before, and with
     *     {@link io.tideway.ws.spi.BrokerException} if the log cannot be read
     * @throws IllegalArgumentException if the name is empty, too long or contains a character that is not printable
     * @throws NullPointerException if an argument is null
     */
    CompletionStage<Recovery> joinRoom(String room, RoomPosition position, Function<Recovery, Message> reply);

    /**
     * Sets what others may see of this connection in {@link Room#presence()}; shown in the rooms it is in, and in those
     * that it joins later.
     *
     * @param json a JSON text of at most 4096 characters, which is not checked; null clears it, as {@link #clearInfo()}
     *     does
     * @throws IllegalArgumentException if the text is longer
     */
    void setInfo(@Nullable String json);

    /** Removes what others may see of this connection in presence, except its id and its user. */
    default void clearInfo() {
        setInfo(null);
    }

    /**
     * Leaves a room; nothing broadcast to it is queued here once this has returned.
     *
     * @param room the room's name
     * @return true if it was a member
     * @throws NullPointerException if the name is null
     */
    boolean leaveRoom(String room);

    /**
     * Tells whether this connection is in a room.
     *
     * @param room the room's name
     * @return true if it is
     * @throws NullPointerException if the name is null
     */
    boolean isInRoom(String room);

    /**
     * Queues a message.
     *
     * @param message the message; a {@link Message.Close} closes the connection after what was queued before
     * @return what became of it
     * @throws NullPointerException if the message is null
     */
    SendResult send(Message message);

    /**
     * Queues a text message.
     *
     * @param text the whole text
     * @return what became of it
     * @throws NullPointerException if the text is null
     */
    default SendResult sendText(String text) {
        return send(Message.text(text));
    }

    /**
     * Serialises a value with JSON-B and queues it as a text message.
     *
     * @param value the value
     * @return what became of it
     * @throws MessageEncodingException if JSON-B cannot serialise the value
     * @throws NullPointerException if the value is null; the JSON document {@code null} is the text {@code "null"}
     */
    SendResult sendJson(Object value);

    /**
     * Queues a binary message.
     *
     * @param data the bytes; copied
     * @return what became of it
     * @throws NullPointerException if the array is null
     */
    default SendResult sendBinary(byte[] data) {
        return send(Message.binary(data));
    }

    /**
     * Queues a binary message.
     *
     * @param data the bytes between position and limit; copied, left as it was
     * @return what became of it
     * @throws NullPointerException if the buffer is null
     */
    default SendResult sendBinary(ByteBuffer data) {
        return send(Message.binary(data));
    }

    /** Closes the connection with {@link CloseFrame#NORMAL}; see {@link #close(CloseFrame)}. */
    default void close() {
        close(CloseFrame.NORMAL);
    }

    /**
     * Closes the connection after the messages queued before, or by force once the endpoint's close timeout has passed.
     *
     * <p>Returns at once. From here on sending returns {@link SendResult#CLOSED} and {@link #isOpen()} is false.
     * Closing again does nothing.
     *
     * @param frame the code and reason
     * @throws IllegalArgumentException if the frame is not {@linkplain CloseFrame#isSendable() sendable}
     * @throws NullPointerException if the frame is null
     */
    void close(CloseFrame frame);

    /**
     * Closes the connection at an instant with 1008 and the reason {@code expired}, unless a later call replaces the
     * instant.
     *
     * <p>Use it for credentials that expire: each call replaces the instant of the call before. An instant in the past
     * closes the connection at once. The close is at most a quarter of a second late.
     *
     * @param instant when the connection expires, by the server's clock; {@link Instant#MAX} for never
     * @throws NullPointerException if the instant is null
     */
    void expireAt(Instant instant);

    /**
     * Tells whether sending is possible.
     *
     * @return false as soon as either side began to close
     */
    boolean isOpen();

    /**
     * Returns when the connection was established.
     *
     * @return the instant, by the server's clock
     */
    Instant connectedAt();

    /**
     * Counts the messages that were accepted and not yet handed to the network.
     *
     * @return 0 to {@link EndpointOptions#outboundQueueMessages()}
     */
    int queuedMessages();

    /**
     * Counts the payload bytes of the messages that were accepted and not yet handed to the network.
     *
     * @return 0 to {@link EndpointOptions#outboundQueueBytes()}
     */
    long queuedBytes();

    /**
     * Tells when everything queued before this call has left; see {@link Broadcaster#flushed()}.
     *
     * @return a stage that completes, never exceptionally
     */
    CompletionStage<Void> flushed();
}
