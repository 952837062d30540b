// Chats, and moves cards, in three pages each on two nodes, of which the first one dies and comes back:
// node two-nodes-page.mjs http://localhost:8080/ http://localhost:8081/
import { balancer } from './balancer.mjs';
import { BoardTab } from './board-tab.mjs';
import { launchBrowser } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { killServer, startServer } from './restart.mjs';
import { Tab } from './tab.mjs';

const one = baseUrl('httpBaseUrl');
const two = new URL(process.argv[3]);
const checks = new Checks();
const browser = await launchBrowser();
const complaints = [];

/** Opens the page in a browser window of its own. */
async function open(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const tab = await Tab.open(context, url, { mayLoseConnection: true });
  await tab.isThere();
  return tab;
}

/** Opens a board in windows of their own. */
async function openBoard(board, urls) {
  const tabs = [];
  for (const url of urls) tabs.push(await BoardTab.open(await browser.newContext(), url, board));
  return tabs;
}

const said = async (tab, name) => (await tab.entries()).filter(({ author }) => author === name).map(({ text }) => text);

await checks.check('pages on two nodes chat and share a board, and miss nothing when one node is killed', async (unique) => {
  const { server, url } = await balancer(one, two);
  const [ann, bob, cat] = [await open(url), await open(two), await open(one)];
  const bobs = unique('bob');
  await ann.say(`/name ${unique('ann')}`);
  await bob.say(`/name ${bobs}`);
  await eventually('the nodes to know each other', async () => {
    await bob.say(unique('ready'));
    return ann.entries();
  }, (all) => all.some(({ text }) => text === unique('ready')));
  await ann.say('from the first node');
  await bob.sees('from the first node', { author: unique('ann') });
  await bob.say('before');
  for (const tab of [ann, bob, cat]) await tab.sees('before', { author: bobs });
  const boards = await openBoard(unique('board'), [url, two, one]);
  const [annsBoard, bobsBoard, catsBoard] = boards;
  await annsBoard.name(unique('ann'));
  await bobsBoard.add('before');
  for (const tab of boards) await tab.has('todo', 'before');

  await killServer();
  for (const text of ['first', 'second', 'third']) {
    await bob.say(text);
    await bob.sees(text, { author: bobs });
  }
  await bobsBoard.add('missed');
  await bobsBoard.has('todo', 'before', 'missed');
  await bobsBoard.page.locator('#todo button[data-way=on]').first().click();
  await bobsBoard.has('doing', 'before');
  await eventually('the page to come back on the other node', () => said(ann, bobs), (texts) => texts.includes('third'), 120_000);
  await ann.state('open');
  await ann.say('from the second node');
  await bob.sees('from the second node', { author: unique('ann') });

  await annsBoard.has('doing', 'before');
  await annsBoard.has('todo', 'missed');
  await annsBoard.state('open');
  await annsBoard.add('from the second node');
  await bobsBoard.has('todo', 'missed', 'from the second node');

  await startServer();
  await eventually('the page to come back on its node', () => said(cat, bobs), (texts) => texts.includes('third'), 120_000);
  await cat.state('open');
  await bob.say('after');
  for (const tab of [ann, bob, cat]) {
    await tab.sees('after', { author: bobs });
    const texts = await said(tab, bobs);
    const expected = ['before', 'first', 'second', 'third', 'after'];
    expect(texts.slice(texts.indexOf('before')).join() === expected.join(), `each text once, in its order: ${expected}`, texts);
  }
  await catsBoard.has('doing', 'before');
  await catsBoard.state('open');
  await catsBoard.add('after');
  for (const tab of boards) {
    await tab.has('todo', 'missed', 'from the second node', 'after');
    await tab.page.context().close();
  }
  complaints.push(...BoardTab.complaints);
  for (const tab of [ann, bob, cat]) {
    complaints.push(...tab.complaints);
    await tab.page.context().close();
  }
  server.close();
});

await checks.check('the browsers complain about nothing', async () => {
  expect(complaints.length === 0, 'no error, policy violation or request to elsewhere', complaints);
});

await browser.close();
checks.finish();
