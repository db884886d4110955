import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { RunningPlatform } from '../support/running-platform.js';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** A person in front of a real browser, and the whole platform behind it. */
export class Visitor {
  /** What the pages threw or refused to load: none of it is ever meant. */
  readonly complaints: string[] = [];
  private contexts: BrowserContext[] = [];

  private constructor(
    readonly platform: RunningPlatform,
    private readonly browser: Browser,
  ) {}

  static async arrive(): Promise<Visitor> {
    const browser = await launchBrowser();
    try {
      return new Visitor(await RunningPlatform.start(), browser);
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** A window of its own, with nothing remembered. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ viewport: DESKTOP, baseURL: this.platform.url, ...options });
    this.contexts.push(context);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|Warning:|Uncaught/.test(message.text())) this.complaints.push(message.text());
    });
    await page.goto(path);
    return page;
  }

  async closeWindows(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
    this.contexts = [];
  }

  async leave(): Promise<void> {
    await this.browser.close();
    await this.platform.stop();
  }
}
