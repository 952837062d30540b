package io.tideway.ws.realtime;

import io.tideway.ws.Connection;
import io.tideway.ws.WebSocketHandler;

/**
 * Handles the connections of an endpoint whose clients speak the Centrifuge protocol.
 *
 * <p>Implement it in a bean with {@link io.tideway.ws.WebSocketEndpoint}, and add the jar {@code tideway-ws-centrifuge}
 * to the others. Rooms are the protocol's channels, {@link RemoteCall} methods its calls. A connection exists for the
 * application ({@link io.tideway.ws.ConnectionManager}, events, {@link #onConnect}) once {@link #onAuthenticate} has
 * accepted it. What a client asks for is denied unless a method allows it.
 *
 * <p>The promises of {@link WebSocketHandler} hold for these callbacks, too: those of one connection never overlap, and
 * each runs in the application's context. What a client sends without asking for an answer arrives in
 * {@link #onMessage} as JSON text; if the handler overrides neither {@code onMessage} nor {@code onText}, such a client
 * is disconnected.
 *
 * <pre>{@code
 * @WebSocketEndpoint("/realtime")
 * public class Board implements RealtimeHandler {
 *     @Override
 *     public Authentication onAuthenticate(Connection connection, Credentials given) {
 *         return given.token().map(Authentication::of).orElseGet(Authentication::anonymous);
 *     }
 *
 *     @Override
 *     public JoinDecision onJoin(Connection connection, JoinRequest join) {
 *         return join.room().startsWith("board:") ? JoinDecision.allow() : JoinDecision.deny();
 *     }
 * }
 * }</pre>
 */
public interface RealtimeHandler extends WebSocketHandler {

    /**
     * Decides who a client is, before it can do anything.
     *
     * @param connection the connection, which no lookup finds yet; send messages and join rooms in {@link #onConnect}
     *     at the earliest
     * @param given what the client presents
     * @return who it is, or why it is refused
     * @throws CallException for an error that the client gets; it gives up unless the error is temporary
     * @throws Exception if the callback fails; the exception is logged, and the client tries again
     */
    Authentication onAuthenticate(Connection connection, Credentials given) throws Exception;

    /**
     * Decides on a new token of a connected client, whose authentication expires; by default as
     * {@link #onAuthenticate}.
     *
     * <p>The user stays the same: an authentication of a user that is neither the first one nor the one that the
     * application has set since ends the connection.
     *
     * @param connection the connection
     * @param given the new token
     * @return until when the client stays authenticated, or why it is refused
     * @throws CallException for an error that the client gets
     * @throws Exception if the callback fails; the exception is logged, and the client tries again
     */
    default Authentication onRefresh(Connection connection, Credentials given) throws Exception {
        return onAuthenticate(connection, given);
    }

    /**
     * Decides whether a client may join a room; denies by default.
     *
     * @param connection the connection
     * @param join the room and what the client presents
     * @return the decision
     * @throws CallException for an error that the client gets
     * @throws Exception if the callback fails; the exception is logged, and the client tries again
     */
    default JoinDecision onJoin(Connection connection, JoinRequest join) throws Exception {
        return JoinDecision.deny();
    }

    /**
     * Decides on a new token for a room that the client is in, whose permission expires; by default as {@link #onJoin}.
     *
     * @param connection the connection
     * @param join the room and the new token
     * @return the decision; a denial ends the membership; {@link JoinDecision#expired()} closes the connection, after
     *     which the client connects and joins again with a new token for the room
     * @throws CallException for an error that the client gets
     * @throws Exception if the callback fails; the exception is logged, and the client tries again
     */
    default JoinDecision onJoinRefresh(Connection connection, JoinRequest join) throws Exception {
        return onJoin(connection, join);
    }

    /**
     * Decides whether a client may publish to a room; denies by default.
     *
     * <p>Not asked for a member whose {@link JoinDecision} lets it publish.
     *
     * @param connection the connection, a member of the room or not
     * @param publish the room and the data
     * @return the decision
     * @throws CallException for an error that the client gets
     * @throws Exception if the callback fails; the exception is logged
     */
    default PublishDecision onPublish(Connection connection, PublishRequest publish) throws Exception {
        return PublishDecision.deny();
    }
}
