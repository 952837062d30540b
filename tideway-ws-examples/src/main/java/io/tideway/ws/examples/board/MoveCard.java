package io.tideway.ws.examples.board;

import jakarta.json.bind.annotation.JsonbCreator;
import org.jspecify.annotations.Nullable;

/**
 * Asks to move a card; what the client left out is null.
 *
 * @param board the board's name
 * @param id the card's id
 * @param column the column that the card goes to
 */
public record MoveCard(
        @Nullable String board,
        @Nullable String id,
        @Nullable String column) {
    /** Marked for the servers whose JSON-B asks for it: Payara and GlassFish. */
    @JsonbCreator
    public MoveCard {}
}
