import { byId, element } from './elements.js';

const ANONYMOUS = 'anonymous';
const TYPING_MILLIS = 3_000;

/** Shows who is online, each user once however many pages are open, and who is typing. */
export class People {
  #online = new Map();
  #typing = new Map();

  /** Shows exactly these clients. */
  replace(clients) {
    this.#online = new Map(Object.entries(clients).map(([client, info]) => [client, info.user]));
    this.#show();
  }

  joined({ client, user }) {
    this.#online.set(client, user);
    this.#show();
  }

  left({ client }) {
    this.#online.delete(client);
    this.stopsTyping(client);
    this.#show();
  }

  types({ client, user }) {
    clearTimeout(this.#typing.get(client)?.timer);
    const timer = setTimeout(() => this.stopsTyping(client), TYPING_MILLIS);
    this.#typing.set(client, { user: user || ANONYMOUS, timer });
    this.#showTyping();
  }

  stopsTyping(client) {
    clearTimeout(this.#typing.get(client)?.timer);
    this.#typing.delete(client);
    this.#showTyping();
  }

  #show() {
    const names = [...new Set([...this.#online.values()].map((user) => user || ANONYMOUS))].sort();
    byId('online').replaceChildren(...names.map((name) => element('li', { class: 'chip' }, name)));
  }

  #showTyping() {
    const names = [...new Set([...this.#typing.values()].map(({ user }) => user))];
    byId('typing').textContent = names.length === 0 ? '' : `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} typing …`;
  }
}
