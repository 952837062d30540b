// Exercises the notifications example on a running server: node notifications-client.mjs http://localhost:8080/
import { baseUrl, Checks, expect, Mismatch } from './checks.mjs';
import { Client } from './client.mjs';

const PATIENCE = 30_000;
const base = baseUrl('httpBaseUrl');
const checks = new Checks();

/** Connects as a user and takes the notification that greets. */
async function listenAs(user) {
  const url = new URL('notifications', base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('user', user);
  const client = await Client.open(url);
  const greeting = await client.receive('a notification', isNotification);
  return { client, greeting: JSON.parse(greeting) };
}

function isNotification(text) {
  return text.startsWith('{');
}

function titled(title) {
  return (text) => isNotification(text) && JSON.parse(text).title === title;
}

function post(body, headers = { 'Content-Type': 'application/json' }) {
  return fetch(new URL('api/notifications', base), {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function expectPosted(body) {
  const response = await post(body);
  if (!response.ok) throw new Mismatch('2xx', `${response.status} ${await response.text()}`);
  await response.body?.cancel();
}

async function expectRefused(what, answer) {
  const response = await answer;
  await response.body?.cancel();
  expect(response.status >= 400 && response.status < 500, `4xx for ${what}`, response.status);
}

/** Waits until everything queued for this client before now has arrived. */
async function settle(client) {
  client.send('ping');
  await client.receiveText('pong');
}

function expectComplete(notification) {
  const { id, title, message, timestamp } = notification;
  expect([id, title, message].every((field) => typeof field === 'string' && field.length > 0),
    'texts for id, title and message', notification);
  const moment = typeof timestamp === 'number' && timestamp < 1e11 ? timestamp * 1_000 : timestamp;
  const age = Math.abs(Date.now() - new Date(moment).getTime());
  expect(age < 300_000, 'a timestamp of these minutes', notification);
}

await checks.check('a connection is greeted with a notification for its user', async (unique) => {
  const { client, greeting } = await listenAs(unique('ann'));
  expectComplete(greeting);
  expect(greeting.userId === unique('ann'), `userId ${unique('ann')}`, greeting);
  await client.close();
});

await checks.check('a user of any letters is understood', async (unique) => {
  const user = unique('Jürgen & Søn+1/2');
  const { client, greeting } = await listenAs(user);
  expect(greeting.userId === user, `userId ${user}`, greeting);
  await client.close();
});

await checks.check('ping is answered by pong', async (unique) => {
  const { client } = await listenAs(unique('ann'));
  await settle(client);
  await settle(client);
  await client.close();
});

await checks.check('a notification posted to one user reaches all connections of that user and no other', async (unique) => {
  const { client: first } = await listenAs(unique('ann'));
  const { client: second } = await listenAs(unique('ann'));
  const { client: other } = await listenAs(unique('bob'));
  const title = unique('for Ann');
  await expectPosted({ userId: unique('ann'), title, message: 'Grüße, 世界 🌊 <b>&amp;</b>' });
  const ids = new Set();
  for (const client of [first, second]) {
    const notification = JSON.parse(await client.receive(`a notification "${title}"`, titled(title)));
    expectComplete(notification);
    expect(notification.userId === unique('ann') && notification.message === 'Grüße, 世界 🌊 <b>&amp;</b>',
      'user and message as posted', notification);
    ids.add(notification.id);
  }
  expect(ids.size === 1, 'one id at both connections', [...ids]);
  await settle(other);
  const overheard = other.takeUnread().filter(titled(title));
  expect(overheard.length === 0, 'nothing at another user', overheard);
  await Promise.all([first.close(), second.close(), other.close()]);
});

await checks.check('a notification posted without a user reaches everyone', async (unique) => {
  const { client: ann } = await listenAs(unique('ann'));
  const { client: bob } = await listenAs(unique('bob'));
  const title = unique('for all');
  await expectPosted({ title, message: 'lunch at noon' });
  for (const client of [ann, bob]) {
    const notification = JSON.parse(await client.receive(`a notification "${title}"`, titled(title)));
    expectComplete(notification);
    expect(notification.message === 'lunch at noon', 'the message as posted', notification);
  }
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('a post for a user who is not there is accepted', async (unique) => {
  await expectPosted({ userId: unique('absent'), title: 'hello', message: 'is anybody there?' });
});

await checks.check('a bad post is refused with 4xx', async () => {
  await expectRefused('no body', post(''));
  await expectRefused('malformed JSON', post('{"title": "x", '));
  await expectRefused('no JSON object', post('[1, 2]'));
  await expectRefused('an empty object', post({}));
  await expectRefused('no title', post({ message: 'x' }));
  await expectRefused('no message', post({ title: 'x' }));
  await expectRefused('plain text', post('title=x', { 'Content-Type': 'text/plain' }));
  await expectRefused('GET', fetch(new URL('api/notifications', base), { signal: AbortSignal.timeout(PATIENCE) }));
});

await checks.check('everyone gets a notification every few seconds', async (unique) => {
  const { client: ann } = await listenAs(unique('ann'));
  const { client: bob } = await listenAs(unique('bob'));
  const seen = new Set();
  for (let round = 1; round <= 2; round += 1) {
    // Of bob first, who has come later: ann may have got one before.
    const notification = JSON.parse(await bob.receive(`periodic notification ${round}`, isNotification));
    expectComplete(notification);
    expect(!seen.has(notification.id), 'a new id', notification);
    seen.add(notification.id);
    await ann.receive(`the same notification ${notification.id}`,
      (text) => isNotification(text) && JSON.parse(text).id === notification.id);
  }
  await Promise.all([ann.close(), bob.close()]);
});

checks.finish();
