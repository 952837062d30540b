import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { eventually } from './checks.mjs';

const PATIENCE = 120_000; // many clients that start at once wait for each other

/** Many members of one board, unmodified JavaScript clients that lose their server together. */
export class Crowd {
  #members = [];
  #board;

  /** Connects them all at once. */
  static async of(count, url, board, user) {
    const crowd = new Crowd();
    crowd.#board = board;
    crowd.#members = await Promise.all(Array.from({ length: count }, (_, number) => member(url, `${user}${number}`, board)));
    return crowd;
  }

  /** Adds a card by one of its members. */
  add(title) {
    return this.#members[0].client.rpc('add-card', { board: this.#board, title });
  }

  /** Waits until all have got these cards, each once and in this order. */
  hears(...expected) {
    return this.#all(`told of ${expected}`, ({ titles }) => titles.join() === expected.join());
  }

  /** Counts the different connections that they have had. */
  get connections() {
    return new Set(this.#members.flatMap(({ ids }) => ids)).size;
  }

  /** Waits until all have lost their connections. */
  isAway() {
    return this.#all('away', ({ lost }) => lost);
  }

  /** Waits until all have subscribed once more; counts those that asked to recover, and those that have recovered. */
  async isBack() {
    await this.#all('back', ({ subscribed }) => subscribed.length >= 2);
    const last = this.#members.map(({ subscribed }) => subscribed.at(-1));
    return {
      recovering: last.filter(({ wasRecovering }) => wasRecovering).length,
      recovered: last.filter(({ recovered }) => recovered).length,
    };
  }

  #all(state, accepts) {
    return eventually(`all ${this.#members.length} ${state}`, () => this.#members.filter(accepts).length,
      (count) => count === this.#members.length, PATIENCE);
  }

  disconnect() {
    this.#members.forEach(({ client }) => client.disconnect());
  }
}

async function member(url, user, board) {
  const client = new Centrifuge(url, {
    websocket: WebSocket, token: user, timeout: PATIENCE, minReconnectDelay: 50, maxReconnectDelay: 500,
  });
  const made = { client, ids: [], subscribed: [], titles: [], lost: false };
  const subscription = client.newSubscription(`board:${board}`);
  client.on('connected', (context) => made.ids.push(context.client));
  client.on('connecting', ({ code }) => { if (code > 0) made.lost = true; });
  subscription.on('subscribed', (context) => made.subscribed.push(context));
  subscription.on('publication', ({ data }) => made.titles.push(data.title));
  subscription.subscribe();
  client.connect();
  await subscription.ready(PATIENCE);
  return made;
}
