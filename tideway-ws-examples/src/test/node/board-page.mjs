// Uses the board's page in a headless Chromium: node board-page.mjs http://localhost:8080/ [folder for screenshots]
import { BoardTab } from './board-tab.mjs';
import { launchBrowser, photograph } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';

const url = baseUrl('httpBaseUrl');
const screenshots = process.argv[3];
const REALTIME = /\/realtime$/u;
const checks = new Checks();
const browser = await launchBrowser();

async function withTabs(use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  try {
    await use(context);
  } finally {
    await context.close();
  }
}

/** Holds up the server's answers to requests of a kind, for a test that lets them go one by one. */
async function hold(page, kind, held) {
  await page.routeWebSocket(REALTIME, (route) => {
    route.connectToServer().onMessage((message) => {
      if (message.includes(`"${kind}":`)) held.push(() => route.send(message));
      else route.send(message);
    });
  });
}

await checks.check('two tabs see the same cards, and a card moves by keyboard', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const [ann, bob] = [await BoardTab.open(context, url, board), await BoardTab.open(context, url, board)];
  await ann.name(unique('ann'));
  await bob.name(unique('bob'));
  await ann.isOnline(unique('ann'), unique('bob'));
  await ann.add('buy milk');
  await bob.has('todo', 'buy milk');
  await bob.add('read <b>RFC 6455</b>');
  for (const tab of [ann, bob]) await tab.has('todo', 'buy milk', 'read <b>RFC 6455</b>');
  await ann.page.locator('#todo button[data-way=on]').first().focus();
  await ann.page.keyboard.press('Enter');
  for (const tab of [ann, bob]) await tab.has('doing', 'buy milk');
  await ann.page.keyboard.press('Enter'); // the focus has followed the card
  for (const tab of [ann, bob]) await tab.has('done', 'buy milk');
  await photograph(ann.page, screenshots, 'board');
}));

await checks.check('a card is dragged to another column', (unique) => withTabs(async (context) => {
  const tab = await BoardTab.open(context, url, unique('board'));
  await tab.add('drag me');
  await tab.has('todo', 'drag me');
  await tab.page.dragAndDrop('#todo .ticket', '#done');
  await tab.has('done', 'drag me');
}));

await checks.check('a page that is opened later shows what is there', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const first = await BoardTab.open(context, url, board);
  for (const title of ['one', 'two', 'three']) {
    await first.add(title);
    await eventually(title, () => first.titles('todo'), (seen) => seen.includes(title));
  }
  await (await BoardTab.open(context, url, board)).has('todo', 'one', 'two', 'three');
}));

await checks.check('a title typed while the server has not yet replied stays', (unique) => withTabs(async (context) => {
  const replies = [];
  const tab = await BoardTab.open(context, url, unique('board'), (page) => hold(page, 'rpc', replies));
  await tab.add('one');
  await tab.has('todo', 'one');
  await tab.page.fill('#add-title', 'two');
  await eventually('a reply held up', () => replies.length === 1);
  replies.pop()();
  await tab.page.press('#add-title', 'Enter');
  await tab.has('todo', 'one', 'two');
}));

await checks.check('a title that the server refuses stays', (unique) => withTabs(async (context) => {
  const tab = await BoardTab.open(context, url, unique('board'));
  await tab.add('   ');
  await eventually('a notice', () => tab.page.textContent('#board-notice'), (text) => text.includes('title'));
  expect(await tab.page.inputValue('#add-title') === '   ', 'the title', await tab.page.inputValue('#add-title'));
}));

await checks.check('others see who is typing', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const [ann, bob] = [await BoardTab.open(context, url, board), await BoardTab.open(context, url, board)];
  await ann.name(unique('ann'));
  await bob.isOnline(unique('ann'));
  await eventually('ann is typing', async () => {
    await ann.page.locator('#add-title').pressSequentially('x'); // again and again: what bob sees lasts for seconds only
    return bob.page.textContent('#typing');
  }, (text) => text.includes(unique('ann')));
  await eventually('ann has stopped', () => bob.page.textContent('#typing'), (text) => text === '');
}));

await checks.check('who comes or goes while the list of people is on its way is seen to', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const bob = await BoardTab.open(context, url, board);
  await bob.name(unique('bob'));
  const lists = [];
  const ann = await BoardTab.open(context, url, board, (page) => hold(page, 'presence', lists));
  await eventually('a list held up', () => lists.length === 1);
  const cat = await BoardTab.open(context, url, board);
  await cat.name(unique('cat'));
  await ann.isOnline(unique('cat'));
  await bob.page.close();
  await cat.isOffline(unique('bob'));
  lists.pop()();
  for (const tab of [ann, cat]) await tab.isOnline(unique('cat'), 'anonymous');
  await ann.isOffline(unique('bob'));
}));

await checks.check('who starts over under a name is not told of the connection before', (unique) => withTabs(async (context) => {
  const replies = [];
  const tab = await BoardTab.open(context, url, unique('board'), (page) => hold(page, 'rpc', replies));
  await tab.add('on its way');
  await eventually('a reply held up', () => replies.length === 1);
  await tab.name(unique('ann'));
  await eventually('no notice', () => tab.page.textContent('#board-notice'), (text) => text === '');
}));

await checks.check('a page that loses its connection while it reads the board reads it again', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const other = await BoardTab.open(context, url, board);
  await other.add('before');
  await other.has('todo', 'before');
  let cuts = 0;
  const page = await BoardTab.open(context, url, board, (opened) => opened.routeWebSocket(REALTIME, (route) => {
    const server = route.connectToServer();
    server.onMessage((message) => {
      if (cuts > 0 || !message.includes('"history":')) return route.send(message);
      cuts += 1;
      return Promise.all([route.close({ code: 3000, reason: 'cut' }), server.close()]);
    });
  }));
  await page.has('todo', 'before');
  expect(cuts === 1, 'one connection lost', cuts);
}));

await checks.check('who closes the page is no longer online', (unique) => withTabs(async (context) => {
  const board = unique('board');
  const [ann, bob] = [await BoardTab.open(context, url, board), await BoardTab.open(context, url, board)];
  await bob.name(unique('bob'));
  await ann.isOnline(unique('bob'));
  await bob.page.close();
  await ann.isOffline(unique('bob'));
}));

await checks.check('a page that lost its connection catches up', (unique) => withTabs(async (context) => {
  const board = unique('board');
  let whole = true;
  let drop = () => {};
  const severed = await BoardTab.open(context, url, board, (page) => page.routeWebSocket(REALTIME, (route) => {
    if (!whole) return route.close({ code: 3000, reason: 'cut' });
    const server = route.connectToServer();
    drop = () => Promise.all([route.close({ code: 3000, reason: 'cut' }), server.close()]);
    return undefined;
  }));
  const other = await BoardTab.open(context, url, board);
  await other.add('before');
  await severed.has('todo', 'before');
  whole = false;
  await drop();
  await severed.state('reconnecting');
  await other.add('missed');
  await other.has('todo', 'before', 'missed');
  whole = true;
  await severed.has('todo', 'before', 'missed');
  await severed.state('open');
}));

await checks.check('the page fits a phone', (unique) => withTabs(async (context) => {
  const tab = await BoardTab.open(context, url, unique('board'));
  await tab.add('a card with a rather long title that has to break into several lines on a phone');
  await eventually('a card', () => tab.titles('todo'), (seen) => seen.length === 1);
  const overflow = await tab.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow <= 0, 'nothing wider than the screen', overflow);
  await photograph(tab.page, screenshots, 'board-phone');
}, { viewport: { width: 360, height: 740 } }));

await checks.check('the page complains about nothing', async () => {
  expect(BoardTab.complaints.length === 0, 'neither exceptions nor errors on the console', BoardTab.complaints);
});

await browser.close();
checks.finish();
