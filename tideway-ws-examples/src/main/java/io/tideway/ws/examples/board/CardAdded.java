package io.tideway.ws.examples.board;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * Tells a board of a new card.
 *
 * @param type always {@code added}, by which a client tells it from a move
 * @param id unique
 * @param title what the card says
 * @param column where the card is
 */
@JsonbPropertyOrder({"type", "id", "title", "column"})
public record CardAdded(String type, String id, String title, String column) {

    static CardAdded of(String id, String title) {
        return new CardAdded("added", id, title, "todo");
    }
}
