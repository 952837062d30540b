import { Tab } from './tab.mjs';

/** Opens the examples' page in windows of one browser. */
export class Windows {
  /** What the pages of all tabs complained about. */
  complaints = [];
  #browser;
  #url;

  constructor(browser, url) {
    this.#browser = browser;
    this.#url = url;
  }

  /** Opens tabs of one browser window, gives them to `use`, and closes them. */
  async withTabs(use, { tabs = [{}], ...options } = {}) {
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const opened = [];
    try {
      for (const tab of tabs) opened.push(await Tab.open(context, this.#url, tab));
      await use(...opened, context);
    } finally {
      this.complaints.push(...opened.flatMap((tab) => tab.complaints));
      await context.close();
    }
  }
}
