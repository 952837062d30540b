import { eventually } from './checks.mjs';

/** The address by which the page connects to the chat. */
export const CHAT = /\/ws\?since=/u;

const BROWSER_SAYS_NO_CONNECTION = /^WebSocket connection to .* failed/u;

/** The examples' page in one browser tab, with everything it complained about. */
export class Tab {
  /** Errors, warnings and violations of the content security policy as the browser told them, and requests to elsewhere. */
  complaints = [];
  #isInGeneral = false;

  /** @param prepare is given the Playwright page before it loads anything */
  static async open(context, url, { prepare = async () => {}, mayLoseConnection = false } = {}) {
    const tab = new Tab(await context.newPage());
    tab.#listen(url.origin, mayLoseConnection);
    await prepare(tab.page);
    await tab.page.goto(url.href);
    return tab;
  }

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(60_000);
  }

  #listen(origin, mayLoseConnection) {
    this.page.on('console', (message) => {
      const expected = mayLoseConnection && BROWSER_SAYS_NO_CONNECTION.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !expected) this.complaints.push(message.text());
    });
    this.page.on('websocket', (socket) => {
      if (!CHAT.test(socket.url())) return;
      this.#isInGeneral = false;
      socket.on('framereceived', ({ payload }) => { this.#isInGeneral ||= String(payload).startsWith('{"type":"position"'); });
    });
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    this.page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) this.complaints.push(`a request to ${request.url()}`);
    });
    this.page.on('requestfailed', (request) => this.complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  }

  find(selector) {
    return this.page.locator(selector);
  }

  /** Waits until the chat or the notifications are in a state. */
  state(state, of = 'chat') {
    return eventually(`${of} state ${state}`, () => this.find(`#${of}-state`).getAttribute('data-state'), (shown) => shown === state);
  }

  /** Waits until the server has put the tab into the room general: what others say there before, it does not hear. */
  async isThere() {
    await this.state('open');
    await eventually('a position in the room general', () => this.#isInGeneral);
  }

  async say(text) {
    await this.find('#chat-input').fill(text);
    await this.find('#chat-input').press('Enter');
  }

  /** Connects to the notifications of a user, and waits until the server sends them. */
  async listen(user) {
    await this.find('#notify-user').fill(user);
    await this.find('#notify-user').press('Enter');
    await this.state('open', 'notify');
    await this.greeting();
  }

  /** Waits until the server has the tab among those that it notifies. */
  greeting() {
    return eventually('the greeting', () => this.find('#notify-list > li').count());
  }

  /** The entries of the chat's log as `{kind, author, text}`. */
  entries() {
    return this.find('#chat-log > .entry').evaluateAll((entries) => entries.map((entry) => ({
      kind: entry.dataset.kind,
      author: entry.dataset.author,
      own: 'own' in entry.dataset,
      text: [...entry.querySelectorAll('.text, .chip')].map((part) => part.textContent).join(' '),
    })));
  }

  /** Waits for an entry with this text and, if given, of this kind and author. */
  async sees(text, { kind, author } = {}) {
    const matches = (entry) => entry.text === text && (!kind || entry.kind === kind) && (!author || entry.author === author);
    const entries = await eventually(JSON.stringify({ text, kind, author }), () => this.entries(),
      (all) => all.some(matches));
    return entries.find(matches);
  }

  /** Waits until the tab is member of exactly these rooms, in any order. */
  isIn(...rooms) {
    return eventually(`the rooms ${rooms.join(', ')}`,
      () => this.find('#chat-rooms > .chip').evaluateAll((chips) => chips.map((chip) => chip.dataset.room)),
      (shown) => [...shown].sort().join() === [...rooms].sort().join());
  }

  /** The widths that tell whether the page scrolls sideways. */
  widths() {
    return this.page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
  }

  /** Controls that a card cuts off, or that are too small for a finger or for what is typed. */
  cramped() {
    return this.page.evaluate(() => [...document.querySelectorAll('main button, main input')]
      .filter((control) => control.checkVisibility())
      .map((control) => {
        const [own, card] = [control, control.closest('.card')].map((element) => element.getBoundingClientRect());
        return { id: control.id, width: own.width, height: own.height, isInside: own.left >= card.left && own.right <= card.right,
          isInput: control.tagName === 'INPUT' };
      })
      .filter(({ width, height, isInside, isInput }) => !isInside || height < 24 || width < (isInput ? 100 : 24)));
  }

  /** The contrast (WCAG 2) of every piece of text in sight against what is behind it. */
  contrasts() {
    return this.page.evaluate(() => {
      const channels = (color) => color.match(/[\d.]+/gu).map(Number);
      const luminance = (color) => channels(color).slice(0, 3)
        .map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
      const behind = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return channels(color)[3] === 0 && element.parentElement ? behind(element.parentElement) : color;
      };
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest(':disabled, noscript')) continue;
        const [light, dark] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => b - a);
        found.push({ text: texts.currentNode.data, ratio: (light + 0.05) / (dark + 0.05) });
      }
      return found;
    });
  }
}
