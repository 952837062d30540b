import WebSocket from 'ws';
import { Mismatch } from './checks.mjs';

const PATIENCE = 30_000;

/** One connection, with everything that it received and that no check has asked for yet. */
export class Client {
  #socket;
  #unread = [];
  #waiting = new Set();
  #closed = null;

  /** Connects; fails with the server's answer if it refuses. */
  static async open(url) {
    const client = new Client(new WebSocket(url, { handshakeTimeout: PATIENCE }));
    await new Promise((resolve, reject) => {
      client.#socket.once('open', resolve);
      client.#socket.once('error', (error) => reject(new Mismatch(`a connection to ${url}`, error.message)));
    });
    return client;
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => {
      this.#unread.push(isBinary ? `<${data.length} bytes of binary>` : data.toString('utf8'));
      this.#wake();
    });
    socket.on('close', (code, reason) => {
      this.#closed = `${code} ${reason}`.trim();
      this.#wake();
    });
    socket.on('error', () => {}); // a close follows and tells
  }

  send(text) {
    this.#socket.send(text);
  }

  /** Takes the first unread message that matches, waiting for it; other messages stay unread. */
  async receive(expected, matches) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const index = this.#unread.findIndex(matches);
      if (index >= 0) return this.#unread.splice(index, 1)[0];
      const left = deadline - Date.now();
      if (this.#closed !== null) throw new Mismatch(expected, `${this.#listed()}, then close ${this.#closed}`);
      if (left <= 0) throw new Mismatch(`${expected} within ${PATIENCE} ms`, this.#listed());
      await this.#nextEvent(left);
    }
  }

  receiveText(text) {
    return this.receive(JSON.stringify(text), (received) => received === text);
  }

  /** Takes all that is unread, waiting for nothing. */
  takeUnread() {
    return this.#unread.splice(0);
  }

  /** Sends a ping frame and waits for its pong. */
  async ping(payload) {
    const pong = new Promise((resolve) => { this.#socket.once('pong', (data) => resolve(data.toString('utf8'))); });
    this.#socket.ping(payload);
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Mismatch(`a pong frame within ${PATIENCE} ms`, 'none')), PATIENCE);
    });
    try {
      return await Promise.race([pong, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Closes with a handshake and resolves with the code once it is done. */
  async close() {
    if (this.#closed === null) {
      this.#socket.close(1000);
      const deadline = Date.now() + PATIENCE;
      while (this.#closed === null) {
        const left = deadline - Date.now();
        if (left <= 0) throw new Mismatch(`an answer to the close within ${PATIENCE} ms`, 'none');
        await this.#nextEvent(left);
      }
    }
    return this.#closed;
  }

  /** Dies without a word: no close frame, the TCP connection is just gone. */
  terminate() {
    this.#socket.terminate();
  }

  #listed() {
    return this.#unread.length === 0 ? 'nothing' : this.#unread.map((text) => JSON.stringify(text)).join(', ');
  }

  #wake() {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  async #nextEvent(patience) {
    let timer;
    await new Promise((resolve) => {
      this.#waiting.add(resolve);
      timer = setTimeout(resolve, patience);
    });
    clearTimeout(timer);
  }
}
