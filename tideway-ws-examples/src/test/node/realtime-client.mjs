// Exercises the board example with the unmodified JavaScript client: node realtime-client.mjs ws://localhost:8080/
import { Centrifuge } from 'centrifuge';
import WebSocket from 'ws';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { Crowd } from './crowd.mjs';
import { line } from './line.mjs';

const url = new URL('realtime', baseUrl('wsBaseUrl')).href;
const checks = new Checks();

/** A client with all that it was told, in order. */
function client(options) {
  const made = new Centrifuge(url, { websocket: WebSocket, timeout: 30_000, minReconnectDelay: 50, maxReconnectDelay: 200,
    ...options });
  made.told = [];
  for (const event of ['connecting', 'connected', 'disconnected', 'message', 'error']) {
    made.on(event, (context) => made.told.push({ event, ...context }));
  }
  return made;
}

async function connected(options) {
  const made = client(options);
  made.connect();
  await made.ready(30_000);
  return made;
}

async function subscribed(made, channel, options) {
  const subscription = made.newSubscription(channel, options);
  subscription.told = [];
  for (const event of ['subscribing', 'subscribed', 'unsubscribed', 'publication', 'join', 'leave', 'error']) {
    subscription.on(event, (context) => subscription.told.push({ event, ...context }));
  }
  subscription.subscribe();
  await subscription.ready(30_000);
  return subscription;
}

const events = (of, event) => of.told.filter((told) => told.event === event);

/** The error that a request is answered with. */
async function refusal(request) {
  try {
    return { answer: await request };
  } catch (error) {
    return error;
  }
}

await checks.check('a client connects with a token and is given its id', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const [{ client: id }] = events(ann, 'connected');
  expect(typeof id === 'string' && id.length > 0, 'an id', id);
  ann.disconnect();
});

await checks.check('a publication reaches all members, with its publisher', async (unique) => {
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => connected({ token: unique(name) })));
  const channel = `board:${unique('pub')}`;
  const [anns, bobs] = await Promise.all([subscribed(ann, channel), subscribed(bob, channel)]);
  await anns.publish({ typing: true, text: 'Grüße, 世界 🌊' });
  for (const member of [anns, bobs]) {
    await eventually('a publication', () => events(member, 'publication').length, (count) => count === 1);
    const [{ data, info }] = events(member, 'publication');
    expect(data.text === 'Grüße, 世界 🌊' && info.user === unique('ann'), 'the text, from ann', { data, info });
  }
  ann.disconnect();
  bob.disconnect();
});

await checks.check('cards are added and moved by calls, and the board is told', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const board = unique('cards');
  const watched = await subscribed(ann, `board:${board}`);
  const { data: { id } } = await ann.rpc('add-card', { board, title: 'x' });
  const { data: moved } = await ann.rpc('move-card', { board, id, column: 'doing' });
  expect(JSON.stringify(moved) === '{}', '{}', moved);
  await eventually('two publications', () => events(watched, 'publication').length, (count) => count === 2);
  const seen = events(watched, 'publication').map(({ data }) => data);
  expect(JSON.stringify(seen) === JSON.stringify([
    { type: 'added', id, title: 'x', column: 'todo' }, { type: 'moved', id, column: 'doing' },
  ]), 'the card added, then moved', seen);
  ann.disconnect();
});

await checks.check('calls are answered, refused and not found', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  for (const value of [{ a: [1, null, 'ü'] }, 'text', 42, [true]]) {
    const { data } = await ann.rpc('echo', value);
    expect(JSON.stringify(data) === JSON.stringify(value), JSON.stringify(value), data);
  }
  const wrong = await refusal(ann.rpc('move-card', { board: 'demo', id: '1', column: 'nowhere' }));
  expect(wrong.code === 400 && /column/u.test(wrong.message), 'the error 400, which names the column', wrong);
  const unknown = await refusal(ann.rpc('none', {}));
  expect(unknown.code === 104, 'the error 104', unknown);
  ann.disconnect();
});

await checks.check('a hundred calls at once are answered each', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => ann.rpc('echo', { number })));
  expect(answers.every(({ data }, number) => data.number === number), 'each its own', answers);
  ann.disconnect();
});

await checks.check('a subscription to another room is refused permanently', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const refused = ann.newSubscription(unique('secret'));
  const ended = new Promise((resolve) => { refused.on('unsubscribed', resolve); });
  refused.subscribe();
  const { code, reason } = await ended;
  expect(code === 103, 'unsubscribed with 103', { code, reason });
  ann.disconnect();
});

await checks.check('a client that leaves is told no more', async (unique) => {
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => connected({ token: unique(name) })));
  const channel = `board:${unique('left')}`;
  const [anns, bobs] = await Promise.all([subscribed(ann, channel), subscribed(bob, channel)]);
  bobs.unsubscribe();
  await bob.rpc('echo', 1); // answered after the unsubscribe, as all is in order
  await anns.publish({ n: 1 });
  await bob.rpc('echo', 2);
  expect(events(bobs, 'publication').length === 0, 'no publication', bobs.told);
  ann.disconnect();
  bob.disconnect();
});

/** A client whose connections the test can drop; each one is kept. */
function severable(options) {
  const sockets = [];
  class Kept extends WebSocket {
    constructor(...parameters) {
      super(...parameters);
      sockets.push(this);
    }
  }
  return { sockets, made: client({ websocket: Kept, ...options }) };
}

await checks.check('what was published while the connection was lost is recovered', async (unique) => {
  const { sockets, made: ann } = severable({ token: unique('ann'), minReconnectDelay: 500, maxReconnectDelay: 500 });
  ann.connect();
  await ann.ready(30_000);
  const bob = await connected({ token: unique('bob') });
  const board = unique('cut');
  const watched = await subscribed(ann, `board:${board}`);
  await bob.rpc('add-card', { board, title: 'before' });
  await eventually('the first card', () => events(watched, 'publication').length, (count) => count === 1);
  sockets[0].terminate();
  await eventually('the cut', () => events(watched, 'subscribing').length, (count) => count === 2);
  await bob.rpc('add-card', { board, title: 'missed' });
  await eventually('a second subscription', () => events(watched, 'subscribed').length, (count) => count === 2);
  await bob.rpc('add-card', { board, title: 'after' });
  await eventually('all cards', () => events(watched, 'publication').length, (count) => count >= 3);
  const titles = events(watched, 'publication').map(({ data }) => data.title);
  expect(JSON.stringify(titles) === JSON.stringify(['before', 'missed', 'after']), 'each card once, in order', titles);
  const [, again] = events(watched, 'subscribed');
  expect(again.wasRecovering && again.recovered, 'recovered', again);
  ann.disconnect();
  bob.disconnect();
});

await checks.check('a position of another epoch is not recovered', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const watched = await subscribed(ann, `board:${unique('old')}`, { since: { offset: 3, epoch: 'another' } });
  const [first] = events(watched, 'subscribed');
  expect(first.wasRecovering && !first.recovered, 'recovering, but not recovered', first);
  ann.disconnect();
});

await checks.check('the history is read forwards and backwards', async (unique) => {
  const ann = await connected({ token: unique('ann') });
  const board = unique('history');
  const watched = await subscribed(ann, `board:${board}`);
  for (const title of ['one', 'two', 'three']) await ann.rpc('add-card', { board, title });
  const titles = ({ publications }) => publications.map(({ data }) => data.title).join();
  const all = await watched.history({ limit: -1 });
  expect(titles(all) === 'one,two,three' && all.offset === 3, 'three cards', all);
  const newest = await watched.history({ limit: 2, reverse: true });
  expect(titles(newest) === 'three,two', 'the newest two', newest);
  const rest = await watched.history({ limit: 9, since: { offset: 1, epoch: all.epoch } });
  expect(titles(rest) === 'two,three', 'what follows the first', rest);
  const gone = await refusal(watched.history({ limit: 9, since: { offset: 1, epoch: 'another' } }));
  expect(gone.code === 112, 'the error 112', gone);
  ann.disconnect();
});

await checks.check('members see who is there, who joins and who leaves', async (unique) => {
  const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => connected({ token: unique(name) })));
  const channel = `board:${unique('presence')}`;
  const anns = await subscribed(ann, channel);
  const bobs = await subscribed(bob, channel);
  const users = async (of) => Object.values((await of.presence()).clients).map(({ user }) => user).sort().join();
  const both = [unique('ann'), unique('bob')].sort().join();
  // Others may see a member a moment after it has its reply.
  await eventually('ann and bob', () => users(anns), (seen) => seen === both);
  const stats = await anns.presenceStats();
  expect(stats.numClients === 2 && stats.numUsers === 2, 'two clients and two users', stats);
  const joined = (of) => events(of, 'join').map(({ info }) => info.user);
  // Who is told first of two joins at about the same time is open.
  await eventually('ann sees both join', () => joined(anns).sort().join(), (seen) => seen === both);
  bobs.unsubscribe();
  await eventually('ann sees bob leave', () => events(anns, 'leave').map(({ info }) => info.user), (seen) => seen[0] === unique('bob'));
  ann.disconnect();
  bob.disconnect();
});

await checks.check('two hundred clients that are cut off at once come back and recover', async (unique) => {
  const cuttable = await line(new URL(url));
  const board = unique('crowd');
  const crowd = await Crowd.of(200, cuttable.url.href, board, unique('member'));
  expect(crowd.connections === 200, '200 ids', crowd.connections);
  await crowd.add('before');
  await crowd.hears('before');
  cuttable.cut();
  await crowd.isAway();
  const bob = await connected({ token: unique('bob') });
  await bob.rpc('add-card', { board, title: 'missed' });
  bob.disconnect();
  cuttable.restore();
  const back = await crowd.isBack();
  expect(back.recovered === 200, 'all recovered', back);
  await crowd.hears('before', 'missed');
  await crowd.add('after');
  await crowd.hears('before', 'missed', 'after');
  crowd.disconnect();
  cuttable.close();
});

checks.finish();
