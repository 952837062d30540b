package io.tideway.ws.examples.board;

/**
 * Answers a request for a card.
 *
 * @param id the card's id
 */
public record CardId(String id) {}
