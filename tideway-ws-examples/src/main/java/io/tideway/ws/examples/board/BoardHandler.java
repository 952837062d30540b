package io.tideway.ws.examples.board;

import io.tideway.ws.Connection;
import io.tideway.ws.ConnectionManager;
import io.tideway.ws.Room;
import io.tideway.ws.WebSocketEndpoint;
import io.tideway.ws.examples.rooms.ExampleRooms;
import io.tideway.ws.realtime.Authentication;
import io.tideway.ws.realtime.CallException;
import io.tideway.ws.realtime.Credentials;
import io.tideway.ws.realtime.JoinDecision;
import io.tideway.ws.realtime.JoinRequest;
import io.tideway.ws.realtime.RealtimeHandler;
import io.tideway.ws.realtime.RemoteCall;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients of the Centrifuge protocol add cards to a board and move them between its columns.
 *
 * <p>Each board is a room. The token of a client is taken as the user's name, on trust; an application with a login
 * checks the token here.
 */
@WebSocketEndpoint("/realtime")
public class BoardHandler implements RealtimeHandler {
    private static final String ROOMS = ExampleRooms.BOARDS;

    private static final Set<String> COLUMNS = Set.of("todo", "doing", "done");
    private static final int MAX_TITLE = 200;
    private static final int BAD_REQUEST = 400;

    @Inject
    ConnectionManager manager;

    @Override
    public Authentication onAuthenticate(Connection connection, Credentials given) {
        return given.token().map(Authentication::of).orElseGet(Authentication::anonymous);
    }

    @Override
    public JoinDecision onJoin(Connection connection, JoinRequest join) {
        return join.room().startsWith(ROOMS)
                ? JoinDecision.allow().history().presence().publish()
                : JoinDecision.deny();
    }

    /** Adds a card to the first column. */
    @RemoteCall("add-card")
    public CardId addCard(AddCard card) {
        if (card.title() == null || card.title().isBlank() || card.title().length() > MAX_TITLE) {
            throw new CallException(BAD_REQUEST, "title must have 1 to " + MAX_TITLE + " characters");
        }
        Room board = board(card.board());
        String id = UUID.randomUUID().toString();
        board.broadcastJson(CardAdded.of(id, card.title()));
        return new CardId(id);
    }

    /** Moves a card to another column. */
    @RemoteCall("move-card")
    public Map<String, Object> moveCard(MoveCard move) {
        if (move.column() == null || !COLUMNS.contains(move.column())) {
            throw new CallException(BAD_REQUEST, "column must be todo, doing or done");
        }
        if (move.id() == null) {
            throw new CallException(BAD_REQUEST, "id is missing");
        }
        board(move.board()).broadcastJson(CardMoved.of(move.id(), move.column()));
        return Map.of();
    }

    /** Answers with what the client has sent. */
    @RemoteCall("echo")
    public JsonValue echo(JsonValue data) {
        return data;
    }

    private Room board(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new CallException(BAD_REQUEST, "board is missing");
        }
        try {
            return manager.room(ROOMS + name);
        } catch (IllegalArgumentException badName) {
            throw new CallException(BAD_REQUEST, "board is not a valid name");
        }
    }
}
