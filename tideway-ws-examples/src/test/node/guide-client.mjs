// Runs the reconnecting client of the guide against the chat, through a proxy that is cut: node guide-client.mjs ws://…/
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { once } from 'node:events';
import WebSocket from 'ws';
import { baseUrl, Checks, expect } from './checks.mjs';

const NodeWebSocket = globalThis.WebSocket; // before Node 22 only with --experimental-websocket
globalThis.WebSocket = WebSocket;

const server = new URL('ws', baseUrl('wsBaseUrl'));
const page = await readFile(new URL('../../../../docs/guide/clients.md', import.meta.url), 'utf8');
const [, block] = /```js\n(.*?)```/su.exec(page);
const { keepOpen } = await import(`data:text/javascript,${encodeURIComponent(block)}`);

const pipes = new Set();
const proxy = net.createServer((client) => {
  const upstream = net.connect(server.port, server.hostname);
  for (const socket of [client, upstream]) {
    pipes.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => pipes.delete(socket));
  }
  client.pipe(upstream).pipe(client);
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
const address = `ws://127.0.0.1:${proxy.address().port}${server.pathname}`;

/** Waits for values that callbacks hand over, in order. */
class Waiting {
  #values = [];
  #takers = [];

  put(value) {
    const taker = this.#takers.shift();
    if (taker) taker(value);
    else this.#values.push(value);
  }

  take() {
    return this.#values.length > 0
      ? Promise.resolve(this.#values.shift())
      : new Promise((resolve) => { this.#takers.push(resolve); });
  }
}

/** Takes texts up to the welcome; others in the room may come and go before it. */
async function welcome(received) {
  while (!/welcome/iu.test(await received.take()));
}

const checks = new Checks();

await checks.check('comes back after the network was cut, and ends when it is stopped', async () => {
  const opened = new Waiting();
  const ended = new Waiting();
  const received = new Waiting();
  const client = keepOpen(() => address, {
    onOpen: () => opened.put(true),
    onMessage: (text) => received.put(text),
    onEnd: (code) => ended.put(code),
  });
  await opened.take();
  await welcome(received);
  for (const socket of pipes) socket.destroy();
  await opened.take();
  await welcome(received);
  expect(client.send('/rooms') === true, 'true while open', 'false');
  client.stop();
  expect(await ended.take() === 1000, 'an end with 1000', 'another code');
});

await checks.check('does not come back after a code of the application', async () => {
  const { WebSocketServer } = await import('ws');
  const closing = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(closing, 'listening');
  let connections = 0;
  closing.on('connection', (socket) => {
    connections += 1;
    socket.close(4401, 'sign in first');
  });
  const ended = new Waiting();
  keepOpen(() => `ws://127.0.0.1:${closing.address().port}/`, {
    onOpen: () => {},
    onMessage: () => {},
    onEnd: (code, reason) => ended.put(`${code} ${reason}`),
  });
  const end = await ended.take();
  expect(end === '4401 sign in first', '4401 sign in first', end);
  expect(connections === 1, 'one connection', connections);
  closing.close();
});

if (NodeWebSocket) {
  await checks.check("comes back after a refused upgrade, with Node's own WebSocket", async () => {
    const { WebSocketServer } = await import('ws');
    let upgrades = 0;
    const refusing = new WebSocketServer({
      port: 0,
      host: '127.0.0.1',
      verifyClient: (_, answer) => {
        upgrades += 1;
        answer(upgrades > 1, 503);
      },
    });
    await once(refusing, 'listening');
    const opened = new Waiting();
    globalThis.WebSocket = NodeWebSocket;
    const client = keepOpen(() => `ws://127.0.0.1:${refusing.address().port}/`, {
      onOpen: () => opened.put(true),
      onMessage: () => {},
      onEnd: () => {},
    });
    await opened.take();
    expect(upgrades === 2, 'two upgrades', upgrades);
    client.stop();
    globalThis.WebSocket = WebSocket;
    refusing.close();
  });
}

proxy.close();
for (const socket of pipes) socket.destroy();
checks.finish();
