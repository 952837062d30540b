// Cuts the connections of the examples' page in a headless Chromium: node outages-page.mjs http://localhost:8080/ [folder for screenshots]
import { launchBrowser, photograph } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { Client } from './client.mjs';
import { CHAT } from './tab.mjs';
import { Windows } from './windows.mjs';

const url = baseUrl('httpBaseUrl');
const screenshots = process.argv[3];
const checks = new Checks();
const browser = await launchBrowser();
const windows = new Windows(browser, url);

/**
 * Lets the test cut the chat's connections: `cut()` drops the open one and refuses new ones until `restore()`.
 */
function severable() {
  let whole = true;
  let drop = () => {};
  return {
    attempts: 0,
    async prepare(page) {
      await page.routeWebSocket(CHAT, (route) => {
        this.attempts += 1;
        if (!whole) return route.close({ code: 1012 });
        const server = route.connectToServer();
        drop = () => Promise.all([route.close({ code: 1012, reason: 'restart' }), server.close()]);
      });
    },
    async cut() {
      whole = false;
      await drop();
    },
    restore() {
      whole = true;
    },
  };
}

const line = severable();
await checks.check('a dropped connection comes back, with name, rooms and what was being typed', (unique) => windows.withTabs(
  async (ann, bob) => {
    const room = unique('room');
    await ann.isThere();
    await ann.say(`/name ${unique('ann')}`);
    await ann.say(`/join ${room}`);
    await ann.isIn('general', room);
    await ann.say('/leave general');
    await ann.isIn(room);
    await bob.isThere();
    await bob.say(`/name ${unique('bob')}`);
    await bob.say(`/join ${room}`);
    await bob.isIn('general', room);
    const before = line.attempts;
    await line.cut();
    await ann.state('reconnecting');
    await eventually('a countdown', () => ann.find('#chat-state').textContent(), (text) => /reconnecting in \d+ s/u.test(text));
    await ann.say('typed meanwhile');
    const kept = await ann.find('#chat-input').inputValue();
    const notice = await ann.find('#chat-notice').textContent();
    expect(kept === 'typed meanwhile' && notice.length > 0, 'the text still there, and a notice', { kept, notice });
    await photograph(ann.page, screenshots, 'reconnecting');
    await eventually('several attempts', () => line.attempts - before, (attempts) => attempts >= 2);
    line.restore();
    await ann.state('open');
    await bob.sees(`User ${unique('ann')} joined the room`, { kind: 'presence' });
    await ann.find('#chat-input').press('Enter');
    await bob.sees('typed meanwhile', { author: unique('ann') });
    await ann.isIn(room);
    await bob.say('are you still here?');
    await ann.sees('are you still here?', { author: unique('bob') });
  }, { tabs: [{ prepare: (page) => line.prepare(page) }, {}] }));

const cutLine = severable();
await checks.check('it tries at once when the reader says so', () => windows.withTabs(async (tab) => {
  await tab.isThere();
  await cutLine.cut();
  await tab.state('reconnecting');
  await tab.page.clock.pauseAt(Date.now() + 60_000); // the page makes the attempt that is due, and no other by itself
  await eventually('a wait', () => tab.find('#chat-state').textContent(), (text) => /in \d+ s/u.test(text));
  cutLine.restore();
  await tab.find('#chat-retry').click();
  await tab.state('open');
}, { tabs: [{ prepare: async (page) => {
  await page.clock.install();
  await cutLine.prepare(page);
} }] }));

const away = severable();
const longAway = severable();
await checks.check('what was said during an outage appears once, and nothing twice', (unique) => windows.withTabs(async (ann, bob) => {
  await ann.isThere();
  await bob.isThere();
  await bob.say(`/name ${unique('bob')}`);
  await bob.say(unique('before'));
  await ann.sees(unique('before'));
  await away.cut();
  await ann.state('reconnecting');
  for (const text of [unique('first'), unique('second')]) {
    await bob.say(text);
    await bob.sees(text);
  }
  away.restore();
  await ann.state('open');
  await ann.sees(unique('second'), { author: unique('bob') });
  await bob.say(unique('after'));
  await ann.sees(unique('after'));
  const heard = (await ann.entries()).filter(({ author }) => author === unique('bob')).map(({ text }) => text);
  expect(heard.join() === [unique('before'), unique('first'), unique('second'), unique('after')].join(),
    'four texts, each once, in their order', heard);
}, { tabs: [{ prepare: (page) => away.prepare(page) }, {}] }));

await checks.check('after more messages than the log keeps, a page misses nothing', (unique) => windows.withTabs(async (ann) => {
  await ann.isThere();
  const bob = await Client.open(new URL('ws', String(url).replace(/^http/u, 'ws')));
  for (let number = 0; number < 120; number += 1) bob.send(unique(`text ${number}`));
  await ann.sees(unique('text 119'));
  await longAway.cut();
  await ann.state('reconnecting');
  bob.send(unique('meanwhile'));
  await bob.receive('its own text', (text) => text.endsWith(unique('meanwhile')));
  longAway.restore();
  await ann.state('open');
  await ann.sees(unique('meanwhile'));
  const lines = await ann.entries();
  expect(lines.filter(({ text }) => text === unique('meanwhile')).length === 1, 'the text once', lines.slice(-5));
  expect(!lines.some(({ text }) => text.includes('no longer kept')), 'everything is there', lines.slice(-5));
  await bob.close();
}, { tabs: [{ prepare: (page) => longAway.prepare(page) }] }));

await checks.check('it is offline without a network and back at once with it', () => windows.withTabs(async (tab, context) => {
  await tab.isThere();
  await context.setOffline(true);
  await tab.state('offline');
  await context.setOffline(false);
  await tab.isThere();
  await tab.say('back again');
  await tab.sees('back again');
}, { tabs: [{ mayLoseConnection: true }] }));

await checks.check('the browser had nothing to complain about', async () => {
  expect(windows.complaints.length === 0, 'no error, policy violation or request to elsewhere', windows.complaints);
});

await browser.close();
checks.finish();
