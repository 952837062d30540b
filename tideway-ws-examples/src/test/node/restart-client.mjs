// Keeps the unmodified JavaScript client connected over a restart: node restart-client.mjs ws://localhost:8080/
import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { Crowd } from './crowd.mjs';
import { restartServer } from './restart.mjs';

const url = new URL('realtime', baseUrl('wsBaseUrl')).href;
const checks = new Checks();

async function member(user, channel) {
  const client = new Centrifuge(url, {
    websocket: WebSocket, token: user, timeout: 30_000, minReconnectDelay: 50, maxReconnectDelay: 500,
  });
  const subscription = client.newSubscription(channel);
  const told = [];
  for (const event of ['subscribing', 'subscribed', 'unsubscribed', 'publication']) {
    subscription.on(event, (context) => told.push({ event, ...context }));
  }
  const disconnects = [];
  client.on('connecting', ({ code }) => { if (code > 0) disconnects.push(code); });
  client.on('disconnected', ({ code }) => disconnects.push(code));
  subscription.subscribe();
  client.connect();
  await subscription.ready(30_000);
  return { client, subscription, disconnects, events: (event) => told.filter((one) => one.event === event) };
}

await checks.check('clients come back after a restart and are told that nothing was recovered', async (unique) => {
  const board = unique('restarted');
  const [ann, bob] = [await member(unique('ann'), `board:${board}`), await member(unique('bob'), `board:${board}`)];
  await ann.client.rpc('add-card', { board, title: 'before' });
  await eventually('the first card', () => bob.events('publication').length, (count) => count === 1);

  await restartServer();

  for (const one of [ann, bob]) {
    await eventually('a second subscription', () => one.events('subscribed').length, (count) => count === 2, 60_000);
    const [, again] = one.events('subscribed');
    expect(again.wasRecovering && !again.recovered, 'recovering, but not recovered', again);
    expect(one.disconnects[0] === 3001, 'told of the shutdown', one.disconnects);
  }
  await ann.client.rpc('add-card', { board, title: 'after' });
  await eventually('the next card', () => bob.events('publication').length, (count) => count === 2);
  const { publications } = await bob.subscription.history({ limit: -1 });
  const titles = publications.map(({ data }) => data.title).join();
  expect(titles === 'after', 'a history that starts over', titles);
  const users = async () => Object.values((await ann.subscription.presence()).clients).map(({ user }) => user).sort().join();
  await eventually('both members', users, (seen) => seen === [unique('ann'), unique('bob')].sort().join());
  ann.client.disconnect();
  bob.client.disconnect();
});

await checks.check('two hundred clients come back after a restart at once', async (unique) => {
  const crowd = await Crowd.of(200, url, unique('crowd'), unique('member'));
  await crowd.add('before');
  await crowd.hears('before');

  await restartServer();

  const back = await crowd.isBack();
  expect(back.recovering === 200 && back.recovered === 0, 'all told that nothing was recovered', back);
  await crowd.add('after');
  await crowd.hears('before', 'after');
  crowd.disconnect();
});

checks.finish();
