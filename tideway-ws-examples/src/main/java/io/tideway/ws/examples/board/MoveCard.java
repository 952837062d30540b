package io.tideway.ws.examples.board;

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
        @Nullable String column) {}
