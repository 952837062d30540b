const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 30_000;
const OPENING_LIMIT = 10_000;
const STEADY_AFTER = 5_000;

/** Tells how long to wait after so many failures in a row: exponential, and half of it random, so that a thousand pages do not come back at once. */
export function backoff(failures, random = Math.random) {
  const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** failures);
  return ceiling / 2 + (random() * ceiling) / 2;
}

/**
 * A WebSocket that comes back by itself, until it is stopped.
 *
 * States: `idle` (not started), `connecting`, `open`, `reconnecting` (waiting for the next attempt) and `offline`
 * (the same, while the browser says that there is no network).
 */
export class ReconnectingSocket {
  #url;
  #listener;
  #socket = null;
  #state = 'idle';
  #failures = 0;
  #retryAt = 0;
  #retryTimer;
  #countdownTimer;
  #openingTimer;
  #steadyTimer;

  /**
   * @param {() => URL} url asked before each attempt
   * @param {{onState: (state: string, seconds: number) => void, onOpen: () => void,
   *     onText: (text: string) => void, onLost: (code: number, reason: string) => void}} listener
   *     `onLost` is called only for a connection that was open
   */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
    addEventListener('online', () => this.retry());
    addEventListener('offline', () => this.#networkGone());
    addEventListener('pageshow', () => this.retry());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.retry();
    });
  }

  get isOpen() {
    return this.#state === 'open' && this.#socket.readyState === WebSocket.OPEN;
  }

  start() {
    if (this.#state === 'idle') this.#connect();
  }

  stop() {
    const socket = this.#letGo();
    this.#failures = 0;
    this.#enter('idle');
    socket?.close(1000);
  }

  /** Tries at once instead of waiting on; does nothing unless it is waiting. */
  retry() {
    if (this.#state === 'reconnecting' || this.#state === 'offline') this.#connect();
  }

  /** Sends, or tells by `false` that it did not. */
  send(text) {
    if (!this.isOpen) return false;
    this.#socket.send(text);
    return true;
  }

  #connect() {
    this.#letGo();
    this.#enter('connecting');
    const socket = new WebSocket(this.#url());
    this.#socket = socket;
    this.#openingTimer = setTimeout(() => this.#drop(socket, 'no answer'), OPENING_LIMIT);
    socket.onopen = () => {
      clearTimeout(this.#openingTimer);
      this.#steadyTimer = setTimeout(() => { this.#failures = 0; }, STEADY_AFTER);
      this.#enter('open');
      this.#listener.onOpen();
    };
    socket.onmessage = (event) => {
      if (typeof event.data === 'string') this.#listener.onText(event.data);
    };
    socket.onclose = (event) => this.#gone(event.code, event.reason);
  }

  /** Forgets the socket and all timers; what the old socket still reports is ignored. */
  #letGo() {
    clearTimeout(this.#retryTimer);
    clearInterval(this.#countdownTimer);
    clearTimeout(this.#openingTimer);
    clearTimeout(this.#steadyTimer);
    const socket = this.#socket;
    this.#socket = null;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
    return socket;
  }

  #drop(socket, reason) {
    this.#gone(1006, reason);
    socket.close();
  }

  #gone(code, reason) {
    const wasOpen = this.#state === 'open';
    this.#letGo();
    this.#wait();
    if (wasOpen) this.#listener.onLost(code, reason);
  }

  #wait() {
    const delay = backoff(this.#failures);
    this.#failures += 1;
    this.#retryAt = Date.now() + delay;
    this.#retryTimer = setTimeout(() => this.#connect(), delay);
    this.#countdownTimer = setInterval(() => this.#tellWait(), 1_000);
    this.#tellWait();
  }

  #tellWait() {
    const seconds = Math.max(1, Math.ceil((this.#retryAt - Date.now()) / 1_000));
    // It goes on trying while offline: a server on this very machine needs no network.
    this.#enter(navigator.onLine ? 'reconnecting' : 'offline', seconds);
  }

  /** Does not wait for the socket to notice: without a network that takes minutes. */
  #networkGone() {
    if (this.#socket) this.#drop(this.#socket, 'the network is gone');
    else if (this.#state === 'reconnecting') this.#tellWait();
  }

  #enter(state, seconds = 0) {
    this.#state = state;
    this.#listener.onState(state, seconds);
  }
}
