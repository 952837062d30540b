// Exercises the chat example on a running server: node chat-client.mjs ws://localhost:8080/
import { baseUrl, Checks, expect } from './checks.mjs';
import { Client } from './client.mjs';

const url = new URL('ws', baseUrl('wsBaseUrl'));
const checks = new Checks();

/** Connects and takes the welcome. */
async function arrive() {
  const client = await Client.open(url);
  const welcome = await client.receive('a welcome', (text) => text.length > 0 && !/^User .+ joined/u.test(text));
  return { client, welcome };
}

/** Connects as a user with this name. */
async function arriveAs(name) {
  const { client } = await arrive();
  client.send(`/name ${name}`);
  await rooms(client);
  client.takeUnread();
  return client;
}

/**
 * Asks for the rooms. One connection's messages are handled, and answered, in order: so whatever was sent before is done
 * once the answer is here, and whatever was queued for this connection before has arrived.
 */
async function rooms(client) {
  client.send('/rooms');
  const answer = await client.receive('{"type":"rooms","rooms":[…]}', (text) => text.startsWith('{'));
  const { type, rooms: names } = JSON.parse(answer);
  expect(type === 'rooms' && Array.isArray(names) && names.every((name) => typeof name === 'string'),
    '{"type":"rooms","rooms":[…]}', answer);
  return names;
}

async function join(client, room) {
  client.send(`/join ${room}`);
  await client.receiveText(`Joined room: ${room}`);
}

async function leave(client, room) {
  client.send(`/leave ${room}`);
  await client.receiveText(`Left room: ${room}`);
}

/** What of a text reached a client until now; the sender's part must be done. */
async function copies(client, text) {
  await rooms(client);
  return client.takeUnread().filter((received) => received.includes(text));
}

await checks.check('a new connection is welcomed', async () => {
  const { client, welcome } = await arrive();
  expect(/welcome/iu.test(welcome), 'a text that says welcome', welcome);
  await client.close();
});

await checks.check('a new connection is in the room general', async () => {
  const { client } = await arrive();
  const names = await rooms(client);
  expect(names.includes('general'), 'general among the rooms', names);
  await client.close();
});

await checks.check('a text goes to the room general, under the id of its connection', async (unique) => {
  const { client: first } = await arrive();
  const { client: second } = await arrive();
  const texts = [unique('one'), unique('two')];
  const heard = [];
  for (const text of texts) {
    first.send(text);
    heard.push(await second.receive(`<id>: ${text}`, (received) => received.endsWith(`: ${text}`)));
  }
  const [one, two] = heard.map((text, index) => text.slice(0, -`: ${texts[index]}`.length));
  expect(one.length > 0 && one === two, 'one id for both texts', heard);
  second.send(unique('three'));
  const other = await first.receive('a text of the second', (received) => received.endsWith(`: ${unique('three')}`));
  expect(!other.startsWith(`${one}: `), 'another id for another connection', other);
  await Promise.all([first.close(), second.close()]);
});

await checks.check('/join is answered and adds to the rooms', async (unique) => {
  const { client } = await arrive();
  const room = unique('room');
  await join(client, room);
  const names = await rooms(client);
  expect(names.includes(room) && names.includes('general'), `general and ${room}`, names);
  await client.close();
});

await checks.check('/leave is answered and takes from the rooms', async (unique) => {
  const { client } = await arrive();
  const room = unique('room');
  await join(client, room);
  await leave(client, room);
  const names = await rooms(client);
  expect(!names.includes(room), `no ${room}`, names);
  await client.close();
});

await checks.check('members are told who joins and who leaves their room', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  await ann.receiveText(`User ${unique('bob')} joined the room`);
  await leave(bob, room);
  await ann.receiveText(`User ${unique('bob')} left the room`);
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('a text reaches the members of the sender’s rooms and no one else', async (unique) => {
  const [ann, bob, cy] = [await arriveAs(unique('ann')), await arriveAs(unique('bob')), await arriveAs(unique('cy'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  await leave(ann, 'general');
  const text = unique('for the room only');
  ann.send(text);
  await bob.receiveText(`${unique('ann')}: ${text}`);
  await ann.receiveText(`${unique('ann')}: ${text}`);
  await rooms(ann);
  const overheard = await copies(cy, text);
  expect(overheard.length === 0, 'nothing at a client outside the room', overheard);
  await Promise.all([ann.close(), bob.close(), cy.close()]);
});

await checks.check('a text arrives once at who shares several rooms with the sender', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  for (const room of [unique('one'), unique('two')]) {
    await join(ann, room);
    await join(bob, room);
  }
  const text = unique('once');
  ann.send(text);
  await rooms(ann);
  const received = await copies(bob, text);
  expect(received.length === 1, 'one copy', received);
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('texts no longer arrive after leaving', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  await leave(ann, 'general');
  await leave(bob, room);
  const text = unique('after');
  ann.send(text);
  await rooms(ann);
  const received = await copies(bob, text);
  expect(received.length === 0, 'nothing', received);
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('texts of one sender arrive in order', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  const texts = Array.from({ length: 200 }, (_, index) => unique(`number ${index}`));
  for (const text of texts) ann.send(text);
  await bob.receiveText(`${unique('ann')}: ${texts.at(-1)}`);
  const mark = `${unique('ann')}: `;
  const received = bob.takeUnread().filter((text) => text.startsWith(mark)).map((text) => text.slice(mark.length));
  expect(JSON.stringify(received) === JSON.stringify(texts.slice(0, -1)), 'the 199 before the last, in order', received);
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('/name changes whom a text is from', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  ann.send(`/name ${unique('anna')}`);
  ann.send(unique('renamed'));
  await bob.receiveText(`${unique('anna')}: ${unique('renamed')}`);
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('/msg reaches all connections of a user and no one else', async (unique) => {
  const ann = await arriveAs(unique('ann'));
  const bobs = [await arriveAs(unique('bob')), await arriveAs(unique('bob'))];
  const cy = await arriveAs(unique('cy'));
  await leave(bobs[1], 'general');
  const text = unique('between us');
  ann.send(`/msg ${unique('bob')} ${text}`);
  for (const bob of bobs) {
    const received = await bob.receive(`a text with "${text}"`, (arrived) => arrived.includes(text));
    expect(!received.includes('/msg'), 'the text without the command', received);
    const more = await copies(bob, text);
    expect(more.length === 0, 'one copy for each connection', more);
  }
  await rooms(ann);
  const overheard = await copies(cy, text);
  expect(overheard.length === 0, 'nothing at another user', overheard);
  await Promise.all([ann, ...bobs, cy].map((client) => client.close()));
});

await checks.check('members are told when a connection is closed', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  const code = await bob.close();
  expect(code.startsWith('1000'), 'the close answered with 1000', code);
  await ann.receiveText(`User ${unique('bob')} left the room`);
  await ann.close();
});

await checks.check('members are told when a connection just dies', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const room = unique('room');
  await join(ann, room);
  await join(bob, room);
  bob.terminate();
  await ann.receiveText(`User ${unique('bob')} left the room`);
  await ann.close();
});

await checks.check('text of every kind arrives unchanged', async (unique) => {
  const [ann, bob] = [await arriveAs(unique('ann')), await arriveAs(unique('bob'))];
  const texts = ['Grüße, 世界, 🌊👩‍👩‍👧', '<img src=x onerror=alert(1)> & "quoted"', 'a: b: c', 'line one\nline two', 'x'.repeat(20_000)];
  for (const text of texts) {
    ann.send(text);
    await bob.receiveText(`${unique('ann')}: ${text}`);
  }
  await Promise.all([ann.close(), bob.close()]);
});

await checks.check('a ping frame is answered with its payload', async () => {
  const { client } = await arrive();
  const payload = await client.ping('ping');
  expect(payload === 'ping', 'a pong with "ping"', payload);
  await client.close();
});

/** Connects with a position and takes the welcome, what was missed, and the position. */
async function arriveSince(position) {
  const client = await Client.open(new URL(`?since=${encodeURIComponent(position)}`, url));
  await client.receive('a welcome', (text) => /welcome/iu.test(text));
  const told = JSON.parse(await client.receive('a position', (text) => text.startsWith('{')));
  expect(told.type === 'position' && told.room === 'general', '{"type":"position","room":"general",…}', told);
  return { client, told };
}

await checks.check('a client that gives a position gets what was said in general since then, once', async (unique) => {
  const ann = await arriveAs(unique('ann'));
  const { client: first, told } = await arriveSince('');
  expect(/^[\w-]+:\d+$/u.test(told.position) && !('recovered' in told), 'a position, and nothing about a recovery', told);
  await first.close();
  const texts = [1, 2, 3].map((number) => `${unique('ann')}: ${unique(`text ${number}`)}`);
  for (const text of texts) {
    ann.send(text.slice(`${unique('ann')}: `.length));
    await ann.receiveText(text);
  }
  const { client: back, told: now } = await arriveSince(told.position);
  expect(now.recovered === true, '"recovered":true', now);
  const missed = back.takeUnread().filter((text) => text.startsWith(unique('ann')));
  expect(missed.join() === texts.join(), 'the three texts in their order', missed);
  await rooms(back);
  await back.close();
  const { client: again, told: same } = await arriveSince(now.position);
  const repeated = again.takeUnread().filter((text) => text.startsWith(unique('ann')));
  expect(same.recovered === true && repeated.length === 0, 'nothing twice', { same, repeated });
  await Promise.all([again.close(), ann.close()]);
});

for (const position of ['elsewhere:1', 'not a position', ':', '%']) {
  await checks.check(`the position “${position}” is not recovered`, async () => {
    const { client, told } = await arriveSince(position);
    expect(told.recovered === false && /^[\w-]+:\d+$/u.test(told.position), '"recovered":false and where the room is', told);
    await client.close();
  });
}

await checks.check('a client that gives no position is told none', async (unique) => {
  const { client } = await arrive();
  await rooms(client);
  const told = (await copies(client, unique('nothing'))).concat(client.takeUnread()).filter((text) => text.includes('position'));
  expect(told.length === 0, 'no position', told);
  await client.close();
});

checks.finish();
