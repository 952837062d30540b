// Chats in three pages on two nodes, of which the first one dies and comes back:
// node two-nodes-page.mjs http://localhost:8080/ http://localhost:8081/
import { balancer } from './balancer.mjs';
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

const said = async (tab, name) => (await tab.entries()).filter(({ author }) => author === name).map(({ text }) => text);

await checks.check('pages on two nodes chat, and miss nothing when one node is killed', async (unique) => {
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

  await killServer();
  for (const text of ['first', 'second', 'third']) {
    await bob.say(text);
    await bob.sees(text, { author: bobs });
  }
  await eventually('the page to come back on the other node', () => said(ann, bobs), (texts) => texts.includes('third'), 120_000);
  await ann.state('open');
  await ann.say('from the second node');
  await bob.sees('from the second node', { author: unique('ann') });

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
