// Uses the examples' page in a headless Chromium: node page.mjs http://localhost:8080/ [folder for screenshots]
import { launchBrowser, photograph } from './browser.mjs';
import { baseUrl, Checks, eventually, expect } from './checks.mjs';
import { CHAT } from './tab.mjs';
import { Windows } from './windows.mjs';

const url = baseUrl('httpBaseUrl');
const screenshots = process.argv[3];
const checks = new Checks();
const browser = await launchBrowser();
const windows = new Windows(browser, url);

const twoTabs = { tabs: [{}, {}] };

await checks.check('the page connects by itself and shows the welcome', () => windows.withTabs(async (one, two) => {
  for (const tab of [one, two]) {
    await tab.state('open');
    await eventually('a welcome', () => tab.entries(), (all) => all.some((entry) => /welcome/iu.test(entry.text)));
    await tab.isIn('general');
  }
}, twoTabs));

await checks.check('two tabs chat with each other', (unique) => windows.withTabs(async (ann, bob) => {
  await ann.isThere();
  await bob.isThere();
  await ann.say(`/name ${unique('ann')}`);
  await bob.say(`/name ${unique('bob')}`);
  await ann.say('hello from the first tab');
  const heard = await bob.sees('hello from the first tab', { kind: 'message', author: unique('ann') });
  expect(!heard.own, 'an entry of another client', heard);
  await bob.say('hello back');
  await ann.sees('hello back', { kind: 'message', author: unique('bob') });
  const own = await ann.sees('hello from the first tab', { author: unique('ann') });
  expect(own.own, 'the own entry marked as own', own);
  await ann.say(`/msg ${unique('bob')} only for you`);
  await eventually('the private text', () => bob.entries(), (all) => all.some((entry) => entry.text.includes('only for you')));
}, twoTabs));

await checks.check('rooms are joined, listed and left', (unique) => windows.withTabs(async (ann, bob) => {
  const room = unique('room');
  await ann.isThere();
  await bob.isThere();
  await ann.say(`/join ${room}`);
  await ann.sees(`Joined room: ${room}`);
  await ann.isIn('general', room);
  await bob.say(`/name ${unique('bob')}`);
  await bob.find('#join-input').fill(room);
  await bob.find('#join-input').press('Enter');
  await bob.isIn('general', room);
  await ann.sees(`User ${unique('bob')} joined the room`, { kind: 'presence' });
  await ann.say('/rooms');
  const listed = await eventually('the list of rooms', () => ann.entries(), (all) => all.some(({ kind }) => kind === 'rooms'));
  const { text } = listed.find(({ kind }) => kind === 'rooms');
  expect(text.includes(room) && !text.includes('{'), `a readable list with ${room}`, text);
  await bob.find(`#chat-rooms button[data-room="${room}"]`).click();
  await bob.isIn('general');
  await ann.sees(`User ${unique('bob')} left the room`, { kind: 'presence' });
}, twoTabs));

await checks.check('markup is shown as the text it is', (unique) => windows.withTabs(async (ann, bob) => {
  const markup = '<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>';
  const name = unique('<b>ann</b>');
  await ann.isThere();
  await bob.isThere();
  await ann.say(`/name ${name}`);
  await ann.say(markup);
  await bob.sees(markup, { author: name });
  await bob.listen(unique('bob'));
  await ann.find('#post-user').fill(unique('bob'));
  await ann.find('#post-title').fill(markup);
  await ann.find('#post-message').fill(markup);
  await ann.find('#post-send').click();
  await eventually('the notification as text', () => bob.find('#notify-list .title').allTextContents(),
    (titles) => titles.includes(markup));
  const made = await bob.page.evaluate(() => ({
    elements: document.querySelectorAll('.log img, .log script, .log b').length,
    harmed: 'harmed' in window,
  }));
  expect(made.elements === 0 && !made.harmed, 'no element and no script from a text', made);
}, twoTabs));

await checks.check('a posted notification arrives, and the ping is answered', (unique) => windows.withTabs(async (tab) => {
  await tab.listen(unique('ann'));
  await tab.find('#notify-ping').click();
  await eventually('the pong', () => tab.find('#notify-pong').textContent(), (text) => /^pong after [\d.]+ ms$/u.test(text));
  for (const user of [unique('ann'), '']) {
    const title = unique(`title for ${user || 'everyone'}`);
    await tab.find('#post-user').fill(user);
    await tab.find('#post-title').fill(title);
    await tab.find('#post-message').fill('lunch at noon');
    await tab.find('#post-message').press('Enter');
    await eventually('the notification', () => tab.find('#notify-list .title').allTextContents(), (titles) => titles.includes(title));
    await eventually('the result of the post', () => tab.find('#post-result').textContent(), (text) => /^2\d\d/u.test(text));
  }
  await tab.find('#notify-connect').click();
  await tab.state('idle', 'notify');
}));

await checks.check('everything can be done by keyboard', (unique) => windows.withTabs(async (tab) => {
  await tab.isThere();
  const wanted = ['name-input', 'name-set', 'join-input', 'join-send', 'chat-log', 'chat-input', 'chat-send', 'notify-user',
    'notify-connect', 'notify-list', 'post-user', 'post-title', 'post-message', 'post-send'];
  const reached = [];
  const typed = { 'name-input': unique('ann'), 'join-input': unique('room'), 'chat-input': 'typed without a mouse',
    'notify-user': unique('ann'), 'post-title': unique('title'), 'post-message': 'also without a mouse' };
  const entered = ['name-set', 'join-input', 'chat-input', 'notify-connect', 'post-send'];
  for (let step = 0; step < 40 && !reached.includes('post-send'); step += 1) {
    await tab.page.keyboard.press('Tab');
    const focus = await tab.page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
      return { id: document.activeElement.id, seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    expect(focus.seen, 'an outline around what has the focus', focus);
    reached.push(focus.id);
    if (focus.id === 'notify-user') await tab.page.keyboard.press('Control+A');
    if (typed[focus.id]) await tab.page.keyboard.type(typed[focus.id]);
    if (entered.includes(focus.id)) await tab.page.keyboard.press('Enter');
    if (focus.id === 'notify-connect') await tab.greeting();
  }
  expect(JSON.stringify(reached.filter((id) => wanted.includes(id))) === JSON.stringify(wanted), wanted.join(), reached);
  await tab.isIn('general', unique('room'));
  await tab.sees('typed without a mouse', { author: unique('ann') });
  await eventually('the notification', () => tab.find('#notify-list .title').allTextContents(),
    (titles) => titles.includes(unique('title')));
}));

await checks.check('every control has a name, and the log is announced', () => windows.withTabs(async (tab) => {
  const nameless = await tab.page.evaluate(() => [...document.querySelectorAll('button, input')]
    .filter((control) => !(control.labels?.length || control.textContent.trim() || control.getAttribute('aria-label')))
    .map((control) => control.outerHTML));
  expect(nameless.length === 0, 'no control without a name', nameless);
  const live = await tab.find('#chat-log').evaluate((log) => `${log.getAttribute('role')} ${log.getAttribute('aria-live')}`);
  expect(live === 'log polite', 'a polite log', live);
}));

for (const width of [320, 390]) {
  await checks.check(`a phone of ${width} px shows it without scrolling sideways`, (unique) => windows.withTabs(async (tab) => {
    await tab.isThere();
    await tab.say(`/name ${unique('ann')}`);
    await tab.say('Is it open?');
    await tab.say(`a-very-long-word-${'x'.repeat(300)}`);
    await tab.sees(`a-very-long-word-${'x'.repeat(300)}`);
    await tab.say(`/join ${unique('a-room-with-quite-a-long-name-'.repeat(3))}`);
    await tab.isIn('general', unique('a-room-with-quite-a-long-name-'.repeat(3)));
    await tab.find('#notify-user').fill(unique('ann'));
    await tab.find('#notify-connect').tap();
    await tab.state('open', 'notify');
    await tab.greeting();
    const widths = await tab.widths();
    expect(widths.content <= widths.window, 'content no wider than the window', widths);
    const cramped = await tab.cramped();
    expect(cramped.length === 0, 'every control whole and large enough', cramped);
    await photograph(tab.page, screenshots, `phone-${width}`);
  }, { viewport: { width, height: 700 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2,
    colorScheme: width === 320 ? 'light' : 'dark' }));
}

await checks.check('the log keeps the last 500 entries', () => windows.withTabs(async (tab) => {
  await tab.state('open');
  await tab.sees('someone: 699'.slice('someone: '.length));
  const entries = await tab.entries();
  expect(entries.length === 500 && entries.at(-1).text === '699', '500 entries, the newest last',
    { length: entries.length, last: entries.at(-1) });
  const isAtEnd = await tab.find('#chat-log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight < 2);
  expect(isAtEnd, 'the newest in sight', isAtEnd);
}, { tabs: [{ prepare: (page) => page.routeWebSocket(CHAT, (route) => {
  for (let number = 0; number < 700; number += 1) route.send(number === 0 ? 'Welcome' : `someone: ${number}`);
}) }] }));

for (const colorScheme of ['light', 'dark']) {
  await checks.check(`all text can be read in the ${colorScheme} scheme`, (unique) => windows.withTabs(async (ann, bob) => {
    const room = unique('room');
    await ann.isThere();
    await bob.isThere();
    await ann.say(`/name ${unique('ann')}`);
    await ann.say(`/join ${room}`);
    await bob.say(`/name ${unique('bob')}`);
    await bob.say(`/join ${room}`);
    for (const tab of [ann, bob]) await tab.isIn('general', room);
    await bob.say('Is it still open?');
    await bob.say('The board says ten past two.');
    await ann.sees('The board says ten past two.');
    await ann.say('Just came in. <b>Not</b> even late.');
    await ann.say(`/msg ${unique('bob')} I kept you a seat.`);
    await ann.say('/rooms');
    await ann.listen(unique('ann'));
    await ann.find('#post-title').fill('Reminder');
    await ann.find('#post-message').fill('at 14:20, 3.1 m');
    await ann.find('#post-send').click();
    await eventually('the notification', () => ann.find('#notify-list .title').allTextContents(),
      (titles) => titles.includes('Reminder'));
    await eventually('the list of rooms', () => ann.find('#chat-log [data-kind=rooms]').count());
    await ann.find('#chat-help summary').click();
    await ann.find('#chat-input').focus();
    await photograph(ann.page, screenshots, colorScheme);
    const faint = (await ann.contrasts()).filter(({ ratio }) => ratio < 4.5);
    expect(faint.length === 0, 'a contrast of at least 4.5 : 1 everywhere', faint);
  }, { ...twoTabs, colorScheme }));
}

await checks.check('the browser had nothing to complain about', async () => {
  expect(windows.complaints.length === 0, 'no error, policy violation or request to elsewhere', windows.complaints);
});

await browser.close();
checks.finish();
