// Uses the unmodified JavaScript client with tokens in a headless Chromium: node token-page.mjs http://localhost:8080/
import { launchBrowser } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';

const base = baseUrl('httpBaseUrl');
const checks = new Checks();
const browser = await launchBrowser();

/** Opens a page of the server that has the client, and nothing else, and connects by its tokens. */
async function opened(options, tokens) {
  const page = await (await browser.newContext()).newPage();
  const client = new URL('centrifuge.js', base).href;
  await page.goto(client); // as text
  await page.addScriptTag({ url: client });
  await page.evaluate(([url, given, user]) => {
    window.told = [];
    window.fetched = 0;
    const getToken = async () => { window.fetched += 1; return `${user}/${window.fetched}`; };
    window.client = new Centrifuge(url, { timeout: 30_000, minReconnectDelay: 50, maxReconnectDelay: 200, ...given, ...(user ? { getToken } : {}) });
    for (const event of ['connected', 'disconnected']) window.client.on(event, ({ code, data }) => window.told.push({ event, code, data }));
    window.client.connect();
  }, [new URL('tokens', base).href.replace(/^http/u, 'ws'), options, tokens]);
  return page;
}

const told = (page) => page.evaluate('told');

await checks.check('a page renews a token that expires, without a drop', async (unique) => {
  const page = await opened({}, `${unique('ann')}-short`);
  await eventually('a connection', () => told(page), ([first]) => first?.event === 'connected');
  await eventually('a renewal', () => page.evaluate(`client.rpc('renewals', null).then(({ data }) => data)`), (count) => count >= 1);
  const all = await told(page);
  expect(all.length === 1, 'one connection', all);
  expect(await page.evaluate('fetched') >= 2, 'a new token', all);
});

await checks.check('a page whose state is invalidated comes back with a new token', async (unique) => {
  const page = await opened({}, unique('ann'));
  await eventually('a connection', () => told(page), ([first]) => first?.event === 'connected');
  await page.evaluate(`void client.rpc('close', 3014).catch(() => {})`); // the answer may be lost
  const [first, second] = await eventually('a second connection', () => told(page), (all) => all.length === 2);
  expect(first.data.endsWith('/1') && second.data.endsWith('/2'), 'the first token, then the second', [first, second]);
});

await checks.check('a page whose token is refused stays away', async () => {
  const page = await opened({ token: 'denied' }, '');
  const [only] = await eventually('an end', () => told(page), (all) => all.length > 0);
  expect(only.event === 'disconnected' && only.code === 3500, 'disconnected by 3500', only);
});

await checks.check('a page that is closed permanently stays away', async (unique) => {
  const page = await opened({}, unique('ann'));
  await eventually('a connection', () => told(page), ([first]) => first?.event === 'connected');
  await page.evaluate(`void client.rpc('close', 4500).catch(() => {})`);
  const [, last] = await eventually('an end', () => told(page), (all) => all.length === 2);
  expect(last.event === 'disconnected' && last.code === 4500, 'disconnected by 4500', last);
});

await browser.close();
checks.finish();
