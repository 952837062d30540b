// Keeps unmodified JavaScript clients connected whose node is killed:
// node two-nodes-client.mjs http://localhost:8080/ http://localhost:8081/
import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { balancer } from './balancer.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { killServer } from './restart.mjs';

const one = baseUrl('httpBaseUrl');
const two = new URL(process.argv[3]);
const checks = new Checks();

async function member(url, user, channel) {
  const address = new URL('realtime', url).href.replace(/^http/, 'ws');
  const client = new Centrifuge(address, {
    websocket: WebSocket, token: user, timeout: 30_000, minReconnectDelay: 50, maxReconnectDelay: 500,
  });
  const subscription = client.newSubscription(channel);
  const subscribed = [];
  const titles = [];
  subscription.on('subscribed', (context) => subscribed.push(context));
  subscription.on('publication', ({ data }) => titles.push(data.title));
  subscription.subscribe();
  client.connect();
  await subscription.ready(60_000);
  return { client, subscribed, titles };
}

await checks.check('clients of a node that is killed recover on the other one', async (unique) => {
  const board = unique('nodes');
  const { server, url } = await balancer(one, two);
  const anns = [];
  for (let n = 0; n < 20; n += 1) anns.push(await member(url, unique(`ann${n}`), `board:${board}`));
  const bob = await member(two, unique('bob'), `board:${board}`);
  const add = (title) => bob.client.rpc('add-card', { board, title });
  const heard = (titles) => eventually(`${titles} for all`, () => [bob, ...anns].map((one) => one.titles.join()),
    (all) => all.every((told) => told === titles), 60_000);
  await add('before');
  await heard('before');

  await killServer();
  await add('missed');
  await add('also missed');
  await heard('before,missed,also missed');
  for (const ann of anns) {
    const [, again] = ann.subscribed;
    expect(ann.subscribed.length === 2 && again.wasRecovering && again.recovered, 'recovered once', ann.subscribed);
  }
  await add('after');
  await heard('before,missed,also missed,after');
  for (const { client } of [bob, ...anns]) client.disconnect();
  server.close();
});

checks.finish();
