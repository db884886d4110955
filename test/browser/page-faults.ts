import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A phone's and a desk's width, by day and by night. */
export const LOOKS = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

interface Faults {
  /** Pixels by which the page is wider than the window. */
  readonly overhang: number;
  /** Rules of accessibility that it breaks, each with the first element that does. */
  readonly breaches: readonly string[];
}

export const NO_FAULTS: Faults = { overhang: 0, breaches: [] };

/** Of a page on which nothing is loading any more. */
export async function faultsOf(page: Page): Promise<Faults> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root, [aria-busy="true"]'));
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return { overhang, breaches: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`) };
}
