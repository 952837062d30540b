import { eventually } from './checks.mjs';

const BROWSER_SAYS_NO_CONNECTION = /^WebSocket connection to .* failed/u;

/** One tab with a board open. */
export class BoardTab {
  /** What the pages of all tabs complained about; a lost connection is none. */
  static complaints = [];

  static async open(context, url, board, prepare = async () => {}) {
    const page = await context.newPage();
    page.on('pageerror', (error) => BoardTab.complaints.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      const expected = BROWSER_SAYS_NO_CONNECTION.test(message.text());
      if (message.type() === 'error' && !expected) BoardTab.complaints.push(`console: ${message.text()}`);
    });
    await prepare(page);
    await page.goto(new URL(`board.html?board=${board}`, url).href);
    const tab = new BoardTab(page);
    await tab.state('open');
    return tab;
  }

  constructor(page) {
    this.page = page;
  }

  state(state) {
    return eventually(`the state ${state}`, () => this.page.locator('#board-state').getAttribute('data-state'), (seen) => seen === state);
  }

  async name(name) {
    await this.page.fill('#name-input', name);
    await this.page.press('#name-input', 'Enter');
    await this.isOnline(name);
  }

  async add(title) {
    await this.page.fill('#add-title', title);
    await this.page.press('#add-title', 'Enter');
  }

  titles(column) {
    return this.page.locator(`#${column} .ticket span`).allTextContents();
  }

  has(column, ...titles) {
    return eventually(`${titles} in ${column}`, () => this.titles(column), (seen) => seen.join() === titles.join(), 120_000);
  }

  isOnline(...names) {
    return eventually(`${names} online`, () => this.online(), (seen) => names.every((name) => seen.includes(name)));
  }

  isOffline(name) {
    return eventually(`${name} offline`, () => this.online(), (seen) => !seen.includes(name));
  }

  online() {
    return this.page.locator('#online .chip').allTextContents();
  }
}
