package io.tideway.ws.examples.board;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a new card.
 *
 * @param board the board's name; null if the client left it out
 * @param title what the card says; null if the client left it out
 */
public record AddCard(@Nullable String board, @Nullable String title) {}
