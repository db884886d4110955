import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Windows of a browser onto one address, each with nothing remembered. */
export class Windows {
  /** What the pages threw: none of it is ever meant. */
  readonly complaints: string[] = [];

  constructor(
    private readonly browser: Browser,
    private readonly baseURL: string,
  ) {}

  async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const viewport = { width: 1280, height: 900 };
    const context = await this.browser.newContext({ viewport, baseURL: this.baseURL, ...options });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    await page.goto(path);
    return page;
  }

  async close(): Promise<void> {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }
}
