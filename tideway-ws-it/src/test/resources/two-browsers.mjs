// Writes in one page and reads in both, before and after a restart of their server:
// node two-browsers.mjs http://127.0.0.1:8080/
import { launchBrowser } from './browser.mjs';
import { eventually } from './checks.mjs';

const base = process.argv[2];
const browser = await launchBrowser();
const [ann, bob] = await Promise.all(['ann', 'bob'].map(open));

async function open(user) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${base}?user=${user}`);
  return page;
}

async function say(page, text) {
  await page.fill('input', text);
  await page.press('input', 'Enter');
}

/** Waits until both pages show exactly these lines. */
async function bothShow(...lines) {
  for (const page of [ann, bob]) {
    await eventually(`the lines ${lines}`, () => page.locator('li').allTextContents(), (shown) => `${shown}` === `${lines}`, 120_000);
  }
}

const answers = () => fetch(base).then(() => true, () => false);

await say(ann, 'hello');
await bothShow('ann: hello');
console.log('both show it');
await eventually('the server to end', async () => !await answers(), Boolean, 120_000);
await eventually('the server to come back', answers, Boolean, 120_000);
for (const page of [ann, bob]) {
  await eventually('the page to be back', () => page.evaluate('board.state'), (state) => state === 'subscribed', 120_000);
}
await say(bob, 'again');
await bothShow('ann: hello', 'bob: again');
console.log('both show everything');
await browser.close();
