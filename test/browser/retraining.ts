import type { Page } from 'playwright-core';
import { movies, servedVersion } from './facts.js';
import type { Visitor } from './visitor.js';

const FAMILY = 'plot-genre';
const TRAINING_MILLISECONDS = 180_000;

export function describeRetraining(visitor: () => Visitor): void {
  describe('Retraining', () => {
    it('starts a run that is followed live, and whose version answers on a page that was open all along', async () => {
      const before = await servedVersion(visitor().platform, FAMILY);
      const asking = await askAboutAPlot();
      await asking.getByRole('link', { name: before ?? 'none' }).waitFor();

      const page = await visitor().open('/retraining');
      await page.getByRole('button', { name: 'Retrain now: Genres from a plot' }).click();
      const run = page.getByRole('region', { name: 'Running now' }).getByRole('article');
      const address = await run.getByRole('link', { name: 'Genres from a plot' }).getAttribute('href');
      await run.getByText('Epoch', { exact: true }).waitFor({ timeout: TRAINING_MILLISECONDS });
      await run.getByRole('img', { name: /Loss per epoch/ }).waitFor({ timeout: TRAINING_MILLISECONDS });

      const ended = page.getByRole('region', { name: 'Past runs' }).locator(`a[href="${address}"]`);
      await ended.filter({ hasText: 'Promoted' }).waitFor({ timeout: TRAINING_MILLISECONDS });
      await visitor().platform.eventually(
        'the new version serves',
        20,
        async () => (await servedVersion(visitor().platform, FAMILY)) !== before,
      );
      const after = await servedVersion(visitor().platform, FAMILY);
      await asking.getByRole('link', { name: after ?? 'none' }).waitFor();
    });

    it('tells the gate’s reason and the comparison of a run that has ended', async () => {
      const page = await visitor().open('/retraining');
      await page
        .getByRole('region', { name: 'Past runs' })
        .getByRole('link', { name: /from a plot/ })
        .first()
        .click();
      await page
        .getByRole('status')
        .filter({ hasText: /Promoted/ })
        .filter({ hasText: /macroAuc/ })
        .waitFor();
      await page.getByRole('region', { name: 'Candidate against champion' }).waitFor();
    });

    it('rolls back to the version before, once that is confirmed, and promotes again', async () => {
      const { platform } = visitor();
      const newest = await servedVersion(platform, FAMILY);
      const page = await visitor().open(`/models/${FAMILY}`);
      await move(page, 'Roll back', 'an older one is wanted');
      await platform.eventually(
        'the older version serves',
        20,
        async () => (await servedVersion(platform, FAMILY)) !== newest,
      );
      await page.getByText('an older one is wanted').waitFor();

      await move(page, 'Promote');
      await platform.eventually(
        'the newest version serves',
        20,
        async () => (await servedVersion(platform, FAMILY)) === newest,
      );
    });

    it('cancels a run once that is confirmed', async () => {
      const page = await visitor().open('/retraining');
      await page.getByRole('button', { name: 'Retrain now: Genres from a poster' }).click();
      await page.getByRole('button', { name: 'Cancel the retraining of poster-genre' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel it' }).click();
      await page
        .getByRole('region', { name: 'Past runs' })
        .getByRole('link')
        .filter({ hasText: 'Cancelled' })
        .waitFor({ timeout: 60_000 });
    });

    async function askAboutAPlot(): Promise<Page> {
      const [movie] = await movies(visitor().platform);
      const page = await visitor().open(`/?family=${FAMILY}`);
      await page.getByRole('textbox', { name: 'Plot' }).fill(movie.plot);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: 'Answer' }).waitFor();
      return page;
    }

    async function move(page: Page, verb: 'Promote' | 'Roll back', reason = ''): Promise<void> {
      await page
        .getByRole('button', { name: new RegExp(`^${verb} to `) })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
      await dialog.getByRole('button', { name: verb, exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
  });
}
