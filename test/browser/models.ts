import { stat } from 'node:fs/promises';
import type { Visitor } from './visitor.js';
import { servedVersion } from './facts.js';

export function describeModels(visitor: () => Visitor): void {
  describe('Models', () => {
    it('lists every family with its champion and headline figure', async () => {
      const page = await visitor().open('/models');
      for (const family of ['poster-genre', 'plot-genre', 'poster-check']) {
        const version = await servedVersion(visitor().platform, family);
        await page.locator(`a[href='/models/${family}/${version}']`).waitFor();
      }
      await page
        .getByText(/baseline 0\.\d{3}/)
        .nth(2)
        .waitFor();
    });

    it('shows the scorecard per label, as a chart and as a table', async () => {
      const page = await visitor().open('/models/plot-genre');
      await page.getByRole('img', { name: /F1, precision and recall per label/ }).waitFor();
      await page.getByText('Table', { exact: true }).click();
      const rows = page.getByRole('region', { name: 'Figures per label' }).getByRole('row');
      await rows.nth(1).waitFor();
      expect(await rows.nth(1).innerText()).toMatch(/0\.\d{3}|1\.000/);
    });

    it('lets model.onnx be taken along, byte for byte', async () => {
      const { platform } = visitor();
      const page = await visitor().open('/models/poster-check');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'model.onnx' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('model.onnx');
      const version = await servedVersion(platform, 'poster-check');
      const { files } = await platform.get<{ files: { name: string; size: number }[] }>(
        `/api/models/poster-check/versions/${version}`,
      );
      const { size } = await stat(await download.path());
      expect(size).toBe(files.find(({ name }) => name === 'model.onnx')?.size);
    });

    it('says that a version or a family is not there', async () => {
      const page = await visitor().open('/models/plot-genre/20200101T000000Z-00000000');
      await page.getByRole('alert').filter({ hasText: '20200101T000000Z-00000000' }).waitFor();
      await page.goto('/models/no-such-family');
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
    });
  });
}
