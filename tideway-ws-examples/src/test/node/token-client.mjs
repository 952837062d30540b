// Fetches new tokens as the server asks for them, with the unmodified JavaScript client: node token-client.mjs ws://localhost:8080/
import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';

const url = new URL('tokens', baseUrl('wsBaseUrl')).href;
const checks = new Checks();

/** A client that numbers its tokens, and what the server has accepted of them. */
async function connected(user) {
  let fetched = 0;
  const accepted = [];
  const client = new Centrifuge(url, {
    websocket: WebSocket,
    timeout: 30_000,
    getToken: async () => { fetched += 1; return `${user}/${fetched}`; },
    minReconnectDelay: 50,
    maxReconnectDelay: 200,
  });
  client.on('connected', ({ data }) => accepted.push(data));
  client.connect();
  await client.ready(30_000);
  return { client, accepted };
}

await checks.check('a client whose state is invalidated comes back with a new token', async (unique) => {
  const { client, accepted } = await connected(unique('ann'));
  client.rpc('close', 3014).catch(() => {}); // the answer may be lost
  await eventually('a second token', () => accepted.length, (count) => count === 2);
  expect(accepted.join() === `${unique('ann')}/1,${unique('ann')}/2`, 'the first token, then the second', accepted);
  client.disconnect();
});

for (const [code, recovered] of [[3014, false], [3000, true]]) {
  await checks.check(`a client that is closed by ${code} subscribes again, from where it was: ${recovered}`, async (unique) => {
    const { client } = await connected(unique('ann'));
    const board = client.newSubscription(`board:${unique('room')}`);
    const subscribed = [];
    board.on('subscribed', (context) => subscribed.push(context.recovered));
    board.subscribe();
    await board.ready(30_000);
    await board.publish('seen');
    client.rpc('close', code).catch(() => {});
    await eventually('a second subscription', () => subscribed.length, (count) => count === 2);
    expect(subscribed.join() === `false,${recovered}`, 'whether it recovered', subscribed);
    client.disconnect();
  });
}

await checks.check('a client that is closed by another code keeps its token', async (unique) => {
  const { client, accepted } = await connected(unique('ann'));
  client.rpc('close', 3000).catch(() => {});
  await eventually('a second connection', () => accepted.length, (count) => count === 2);
  expect(accepted.join() === `${unique('ann')}/1,${unique('ann')}/1`, 'the first token twice', accepted);
  client.disconnect();
});

await checks.check('a client whose token is refused stays away', async () => {
  const client = new Centrifuge(url, { websocket: WebSocket, timeout: 30_000, token: 'denied' });
  const away = new Promise((resolve) => { client.on('disconnected', resolve); });
  client.connect();
  const { code } = await away;
  expect(code === 3500, '3500', code);
});

await checks.check('a client that is closed permanently stays away', async (unique) => {
  const { client, accepted } = await connected(unique('ann'));
  const away = new Promise((resolve) => { client.on('disconnected', resolve); });
  client.rpc('close', 4500).catch(() => {});
  const { code, reason } = await away;
  expect(code === 4500 && reason === 'closed' && accepted.length === 1, '4500 closed', { code, reason, accepted });
});

await checks.check('a token that expires is renewed without a drop', async (unique) => {
  const { client, accepted } = await connected(`${unique('ann')}-short`);
  const renewed = [];
  await eventually('a renewal', async () => { renewed.push((await client.rpc('renewals', null)).data); return renewed.at(-1); },
    (count) => count >= 1);
  expect(accepted.length === 1, 'one connection', accepted);
  client.disconnect();
});

await checks.check('a token for a room that is outdated when it comes is fetched again', async (unique) => {
  const { client } = await connected(unique('ann'));
  let fetched = 0;
  const board = client.newSubscription(`board:${unique('lent')}`, {
    getToken: async () => { fetched += 1; return `${unique('lent')}/${fetched}`; },
    minResubscribeDelay: 50, maxResubscribeDelay: 200,
  });
  const told = [];
  for (const event of ['subscribing', 'subscribed', 'unsubscribed']) board.on(event, ({ code }) => told.push([event, code]));
  board.subscribe();
  await board.ready(30_000);
  await eventually('a third token', () => told.filter(([event]) => event === 'subscribed').length, (count) => count === 2);
  expect(fetched >= 3 && !told.some(([event]) => event === 'unsubscribed'), 'a third token, and no end', { fetched, told });
  client.disconnect();
});

checks.finish();
