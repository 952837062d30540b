/**
 * Tells which messages a page has missed while it was not connected.
 *
 * The server tells a position of the room when the page connects, and sends what followed the position that the page
 * gave. The page counts on while everything that it shows is from the log of this room. From the first message that may
 * be from elsewhere it cannot count, so it gives the position before, and compares what comes with what it has shown.
 */
export class MissedMessages {
  /** The latest position that the server has told; empty before the first. */
  #position = '';
  /** How many messages of the log have been shown since. */
  #counted = 0;
  /** Messages shown since the first one that may be from elsewhere. */
  #shown = [];
  /** Messages that came after a reconnect and before the server told the position; `null` at other times. */
  #early = null;

  /** The position to give with the next connection. */
  get position() {
    const [, epoch, offset] = /^(.*):(\d+)$/su.exec(this.#position) ?? [];
    return epoch === undefined ? '' : `${epoch}:${Number(offset) + this.#counted}`;
  }

  /** Begins with each new connection. */
  opened() {
    this.#early = this.#position === '' ? null : [];
  }

  /** Takes a message, which is certain to be from the log or not; `true` if it is held back until the position is known. */
  holds(message, isOfLog) {
    if (this.#early) this.#early.push(message);
    else if (isOfLog && this.#shown.length === 0) this.#counted += 1;
    else this.#shown.push(message);
    return this.#early !== null;
  }

  /** Takes a position and returns the messages that were held back and have not been shown before. */
  told(position) {
    let next = 0;
    const missed = (this.#early ?? []).filter((message) => {
      const found = this.#shown.indexOf(message, next);
      if (found >= 0) next = found + 1;
      return found < 0;
    });
    this.#early = null;
    if (position === '') {
      this.#shown.push(...missed); // the log cannot be reached; it may have them later
    } else {
      this.#position = position;
      this.#counted = 0;
      this.#shown = [];
    }
    return missed;
  }

  /** Gives up waiting for the position: returns everything that was held back. */
  lost() {
    const held = this.#early ?? [];
    this.#shown.push(...held);
    this.#early = null;
    return held;
  }
}
