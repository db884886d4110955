import type { Page } from 'playwright-core';
import { movies } from './facts.js';
import { NO_FAULTS, faultsOf } from './page-faults.js';
import { DESKTOP, PHONE } from './visitor.js';
import type { Visitor } from './visitor.js';

const PAGES = ['/', '/?family=plot-genre', '/models', '/models/poster-genre', '/models/poster-check', '/retraining'];

/** Nothing is loading any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'));
}

export function describeEveryone(visitor: () => Visitor): void {
  describe('For everyone', () => {
    const looks = [DESKTOP, PHONE].flatMap((viewport) =>
      (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
    );
    it.each(looks)('every page fits and can be read: $viewport.width pixels, $colorScheme', async (look) => {
      const page = await visitor().open('/', look);
      for (const path of [...PAGES, `/movies/${(await movies(visitor().platform))[0].id}`]) {
        await page.goto(path);
        expect({ path, ...(await faultsOf(page)) }).toEqual({ path, ...NO_FAULTS });
      }
    });

    it('asks and reads with the keyboard alone, past the navigation', async () => {
      const [movie] = await movies(visitor().platform);
      const page = await visitor().open('/?family=plot-genre');
      await page.getByRole('textbox', { name: 'Plot' }).waitFor();
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      await pressUntil(page, 'Tab', 'Genres from a plot');
      await pressUntil(page, 'Tab', 'Plot');
      await page.keyboard.insertText(movie.plot);
      await pressUntil(page, 'Tab', 'Ask');
      await page.keyboard.press('Enter');
      await page.getByRole('status').filter({ hasText: 'Answered by version' }).waitFor({ state: 'attached' });
    });

    it('keeps the colour scheme that was chosen over the system’s', async () => {
      const page = await visitor().open('/', { colorScheme: 'light' });
      const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
      expect(await scheme()).toBe('light');
      await page.getByRole('button', { name: 'Colour scheme' }).click();
      await page.getByRole('menuitem', { name: 'Dark' }).click();
      await page.reload();
      await settled(page);
      expect(await scheme()).toBe('dark');
    });

    it('says that the API cannot be reached, and recovers by itself when it can', async () => {
      const page = await visitor().open('/models', { viewport: PHONE });
      await page.route('**/api/**', (route) => route.abort());
      await page.reload();
      await page.getByRole('alert').filter({ hasText: 'The API cannot be reached' }).waitFor();
      await page.unroute('**/api/**');
      await page.getByRole('heading', { name: 'Genres from a poster' }).waitFor();
    });
  });
}

/** The name of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLTextAreaElement ? element.labels[0]?.textContent : undefined;
    return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
  });
}

async function pressUntil(page: Page, key: string, name: string | RegExp): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    met.push(now);
  }
  throw new Error(`${key} never reached ${String(name)}, only: ${met.join(' | ')}`);
}
