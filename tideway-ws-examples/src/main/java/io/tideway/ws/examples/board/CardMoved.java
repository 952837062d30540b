package io.tideway.ws.examples.board;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

/**
 * Tells a board where a card is now.
 *
 * @param type always {@code moved}
 * @param id the card's id
 * @param column where the card is
 */
@JsonbPropertyOrder({"type", "id", "column"})
public record CardMoved(String type, String id, String column) {

    static CardMoved of(String id, String column) {
        return new CardMoved("moved", id, column);
    }
}
