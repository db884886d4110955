import type { Visitor } from './visitor.js';

export function describeFirstMinutes(visitor: () => Visitor): void {
  describe('In the first minutes, before anything is trained', () => {
    it('says that no version answers yet and leads to where the first ones are being trained', async () => {
      const page = await visitor().open('/?family=plot-genre');
      await page
        .getByRole('textbox', { name: 'Plot' })
        .fill('A lighthouse keeper finds a letter that she wrote herself, long ago.');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      const alert = page.getByRole('alert').filter({ hasText: 'No version answers yet' });
      await alert.getByRole('link', { name: 'Open Retraining' }).click();
      await page.getByRole('heading', { level: 1, name: 'Retraining' }).waitFor();
      await page.getByRole('region', { name: 'Running now' }).getByRole('list', { name: 'Stages' }).first().waitFor();
    });

    it('shows each family as untrained', async () => {
      const page = await visitor().open('/models/poster-genre');
      await page.getByText('No version yet').waitFor();
    });
  });
}
