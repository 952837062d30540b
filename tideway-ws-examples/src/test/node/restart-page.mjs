// Keeps the board's page open over a restart of the server: node restart-page.mjs http://localhost:8080/
import { BoardTab } from './board-tab.mjs';
import { launchBrowser } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { restartServer } from './restart.mjs';

const url = baseUrl('httpBaseUrl');
const checks = new Checks();
const browser = await launchBrowser();

await checks.check('pages come back after a restart and show what the server knows', async (unique) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const board = unique('board');
  const [ann, bob] = [await BoardTab.open(context, url, board), await BoardTab.open(context, url, board)];
  await ann.name(unique('ann'));
  await bob.name(unique('bob'));
  await ann.add('before');
  for (const tab of [ann, bob]) await tab.has('todo', 'before');

  await restartServer();

  for (const tab of [ann, bob]) {
    await eventually('an empty board', () => tab.titles('todo'), (titles) => titles.length === 0, 60_000);
    await tab.state('open');
    await eventually('a notice', () => tab.page.textContent('#board-notice'), (text) => /no longer/u.test(text));
    await tab.isOnline(unique('ann'), unique('bob'));
  }
  await bob.add('after');
  for (const tab of [ann, bob]) await tab.has('todo', 'after');
  await (await BoardTab.open(context, url, board)).has('todo', 'after');
  await context.close();
});

await checks.check('the page complains about nothing', async () => {
  expect(BoardTab.complaints.length === 0, 'neither exceptions nor errors on the console', BoardTab.complaints);
});

await browser.close();
checks.finish();
