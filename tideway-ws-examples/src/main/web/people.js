import { byId, element } from './elements.js';

const ANONYMOUS = 'anonymous';
const TYPING_MILLIS = 3_000;

/** Shows who is online, each user once however many pages are open, and who is typing. */
export class People {
  #online = new Map();
  #typing = new Map();
  /** Joins and leaves since a list of all clients was asked for; `null` while none is on its way. */
  #changes = null;

  /** Shows exactly the clients of a list that is on its way, and who joins and leaves meanwhile: the list may be older. */
  async replace(list) {
    const changes = [];
    this.#changes = changes;
    try {
      const { clients } = await list;
      if (this.#changes !== changes) return; // a later list is on its way
      this.#online = new Map(Object.entries(clients).map(([client, info]) => [client, info.user]));
      for (const change of changes) change();
      this.#show();
    } finally {
      if (this.#changes === changes) this.#changes = null;
    }
  }

  joined({ client, user }) {
    this.#change(() => this.#online.set(client, user));
  }

  left({ client }) {
    this.#change(() => this.#online.delete(client));
    this.stopsTyping(client);
  }

  #change(change) {
    this.#changes?.push(change);
    change();
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
