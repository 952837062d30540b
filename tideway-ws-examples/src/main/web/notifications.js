import { ConnectionState } from './connection-state.js';
import { byId, element, pageUrl, socketUrl, timeElement } from './elements.js';
import { ReconnectingSocket } from './reconnecting-socket.js';

const MOST_ENTRIES = 500;

/** Makes the notifications ready; they connect once a user is chosen. */
export function startNotifications() {
  const inbox = new Inbox();
  inbox.start();
  new Outbox().start();
}

/** The notifications of one user. */
class Inbox {
  #user = byId('notify-user');
  #list = byId('notify-list');
  #pong = byId('notify-pong');
  #running = false;
  #pingSentAt = null;
  #state = new ConnectionState('notify', 'Notifications', () => {
    this.#socket.retry();
    byId('notify-connect').focus();
  });
  #socket = new ReconnectingSocket(() => this.#url(), {
    onState: (state, seconds) => this.#show(state, seconds),
    onOpen: () => { this.#pong.textContent = `Listening as ${this.#user.value}.`; },
    onText: (text) => this.#received(text),
    onLost: () => { this.#pingSentAt = null; },
  });

  start() {
    byId('notify-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#toggle();
    });
    byId('notify-ping').addEventListener('click', () => this.#ping());
  }

  #url() {
    const url = socketUrl('notifications');
    url.searchParams.set('user', this.#user.value.trim());
    return url;
  }

  #toggle() {
    this.#running = !this.#running;
    this.#user.readOnly = this.#running;
    byId('notify-connect').textContent = this.#running ? 'Disconnect' : 'Connect';
    if (this.#running) this.#socket.start();
    else this.#socket.stop();
  }

  #show(state, seconds) {
    this.#state.show(state, seconds);
    byId('notify-ping').disabled = state !== 'open';
    if (state !== 'open') this.#pong.textContent = state === 'idle' ? 'Connect to receive this user’s notifications.' : '';
  }

  #ping() {
    const now = performance.now();
    if (this.#socket.send('ping')) this.#pingSentAt = now;
  }

  #received(text) {
    if (text === 'pong') return this.#ponged();
    try {
      this.#add(JSON.parse(text));
    } catch {
      this.#add({ title: 'Not a notification', message: text, timestamp: Date.now() });
    }
  }

  #ponged() {
    if (this.#pingSentAt === null) return;
    this.#pong.textContent = `pong after ${(performance.now() - this.#pingSentAt).toFixed(1)} ms`;
    this.#pingSentAt = null;
  }

  #add({ id, userId, title, message, timestamp }) {
    const mine = userId === this.#user.value.trim();
    this.#list.prepend(element('li', { class: 'entry', 'data-id': id, 'data-mine': mine },
      element('div', { class: 'meta' },
        element('strong', { class: 'title' }, String(title ?? '')),
        element('span', { class: 'to' }, mine ? `to ${userId}` : 'to everyone'),
        timeElement(timestamp, { seconds: true })),
      element('p', { class: 'text' }, String(message ?? ''))));
    while (this.#list.childElementCount > MOST_ENTRIES) this.#list.lastElementChild.remove();
    byId('notify-empty').hidden = true;
  }
}

/** The form that posts a notification. */
class Outbox {
  #busy = false;
  #result = byId('post-result');

  start() {
    byId('post-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#post();
    });
  }

  async #post() {
    if (this.#busy) return;
    const userId = byId('post-user').value.trim();
    const notification = { title: byId('post-title').value, message: byId('post-message').value };
    if (userId) notification.userId = userId;
    this.#busy = true;
    this.#show('', 'sending …');
    try {
      const response = await fetch(pageUrl('api/notifications'), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(notification),
      });
      this.#show(response.ok ? 'ok' : 'failed', await describe(response));
    } catch {
      this.#show('failed', 'no answer from the server');
    } finally {
      this.#busy = false;
    }
  }

  #show(outcome, text) {
    this.#result.dataset.outcome = outcome;
    this.#result.textContent = text;
  }
}

/** Tells the status, and for a refusal what the server says about it unless that is a whole page. */
async function describe(response) {
  const status = `${response.status} ${response.statusText}`.trim();
  const body = (await response.text()).trim().slice(0, 200);
  const isPage = (response.headers.get('Content-Type') ?? '').includes('html');
  return body && !response.ok && !isPage ? `${status}: ${body}` : status;
}
