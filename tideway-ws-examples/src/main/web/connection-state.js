import { byId } from './elements.js';

const SEEN = {
  idle: () => 'not connected',
  connecting: () => 'connecting',
  open: () => 'open',
  reconnecting: (seconds) => `reconnecting in ${seconds} s`,
  offline: () => 'offline',
};

const HEARD = {
  idle: 'not connected',
  open: 'connected',
  reconnecting: 'connection lost, reconnecting',
  offline: 'offline',
};

/** Shows the state of a socket: for the eye with a countdown, for a screen reader without. */
export class ConnectionState {
  #shown;
  #spoken;
  #retry;
  #name;
  #heard = '';

  constructor(prefix, name, onRetry) {
    this.#shown = byId(`${prefix}-state`);
    this.#spoken = byId(`${prefix}-status`);
    this.#retry = byId(`${prefix}-retry`);
    this.#name = name;
    this.#retry.addEventListener('click', onRetry);
  }

  show(state, seconds) {
    this.#shown.dataset.state = state;
    this.#shown.querySelector('.label').textContent = SEEN[state](seconds);
    this.#retry.hidden = state !== 'reconnecting' && state !== 'offline';
    const heard = HEARD[state];
    if (heard && heard !== this.#heard) {
      this.#spoken.textContent = `${this.#name}: ${heard}`;
      this.#heard = heard;
    }
  }
}
