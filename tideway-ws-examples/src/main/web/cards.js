/** The cards of a board, as its publications tell of them; each counts once, whichever way it comes. */
export class Cards {
  #cards = new Map();
  #offset = 0;

  /** Forgets everything, as for a board that is read from its start. */
  clear() {
    this.#cards.clear();
    this.#offset = 0;
  }

  /** Takes a publication; one that has been taken already changes nothing. */
  take({ data, offset = 0 }) {
    if (offset > 0 && offset <= this.#offset) return;
    this.#offset = Math.max(this.#offset, offset);
    const { type, id, title, column } = data ?? {};
    if (type === 'added') this.#cards.set(id, { id, title, column });
    // What was added before the history begins cannot be shown.
    if (type === 'moved' && this.#cards.has(id)) this.#cards.set(id, { ...this.#cards.get(id), column });
  }

  isEmpty() {
    return this.#cards.size === 0;
  }

  in(column) {
    return [...this.#cards.values()].filter((card) => card.column === column);
  }
}
