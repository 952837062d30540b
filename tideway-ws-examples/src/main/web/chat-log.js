import { byId, element, timeElement } from './elements.js';

const MOST_ENTRIES = 500;
const NEAR_THE_END = 48;
const HUES = 8;

/** What was said, newest last; follows the newest unless the reader has scrolled away from it. */
export class ChatLog {
  #log = byId('chat-log');
  #latest = byId('chat-latest');

  constructor() {
    this.#latest.addEventListener('click', () => {
      this.#toEnd();
      this.#log.focus();
    });
    this.#log.addEventListener('scroll', () => {
      if (this.#isAtEnd()) this.#latest.hidden = true;
    });
    // A changed size (keyboard of a phone, rotation) keeps the newest in sight.
    let atEnd = true;
    this.#log.addEventListener('scroll', () => { atEnd = this.#isAtEnd(); });
    new ResizeObserver(() => { if (atEnd) this.#toEnd(); }).observe(this.#log);
  }

  /** Adds a message of the chat. */
  message(author, text, { own = false, isPrivate = false } = {}) {
    const last = this.#log.lastElementChild;
    const follows = last?.dataset.author === author && last.dataset.kind === (isPrivate ? 'private' : 'message');
    this.#add(element('article',
      { 'data-kind': isPrivate ? 'private' : 'message', 'data-author': author, 'data-own': own, 'data-follows': follows },
      element('span', { class: 'avatar', 'data-hue': hueOf(author), 'aria-hidden': 'true' }, initialsOf(author)),
      element('div', { class: 'bubble' },
        element('div', { class: 'meta' }, element('span', { class: 'author', title: author }, author), timeElement(Date.now())),
        element('p', { class: 'text' }, text))));
  }

  /** Adds what the server or the page itself has to say; `kind` is `server`, `presence` or `page`. */
  line(kind, text) {
    this.#add(element('p', { class: 'line', 'data-kind': kind }, element('span', { class: 'text' }, text)));
  }

  /** Adds the answer to `/rooms`. */
  rooms(names) {
    const shown = names.length === 0
      ? [element('span', {}, 'none')]
      : names.map((name) => element('li', { class: 'chip' }, name));
    this.#add(element('div', { class: 'line', 'data-kind': 'rooms' },
      element('span', { class: 'text' }, 'Rooms'), element('ul', {}, ...shown)));
  }

  #add(entry) {
    const follow = this.#isAtEnd();
    entry.classList.add('entry');
    this.#log.append(entry);
    while (this.#log.childElementCount > MOST_ENTRIES) this.#log.firstElementChild.remove();
    if (follow) this.#toEnd();
    else this.#latest.hidden = false;
  }

  #isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR_THE_END;
  }

  #toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

function hueOf(author) {
  let hash = 0;
  for (const character of author) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return hash % HUES;
}

function initialsOf(author) {
  return [...author].slice(0, 2).join('').toUpperCase();
}
