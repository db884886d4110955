import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { movies, posterOf, servedVersion } from './facts.js';
import { drop, paste } from './hand-in.js';
import { PHONE } from './visitor.js';
import type { Visitor } from './visitor.js';

const answer = (page: Page) => page.getByRole('heading', { name: 'Answer' }).locator('..');
const similar = (page: Page) => page.getByRole('region', { name: 'Similar movies' }).getByRole('link');

/** Nobody would take it for a poster: a soft gradient, as a lens cap or a sky gives. */
function gradient(): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><defs><linearGradient id="g">
    <stop stop-color="#88aacc"/><stop offset="1" stop-color="#e8eef4"/></linearGradient></defs>
    <rect width="300" height="200" fill="url(#g)"/></svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

export function describeMovies(visitor: () => Visitor): void {
  describe('Movies', () => {
    it('answers a dropped poster with genres, the version that says so, and five similar movies', async () => {
      const { platform } = visitor();
      const [movie] = await movies(platform);
      const page = await visitor().open('/?family=poster-genre');
      await drop(page, await posterOf(platform, movie));

      await answer(page)
        .getByText(await versionOf('poster-genre'))
        .waitFor();
      expect(await answer(page).getByRole('listitem').count()).toBeGreaterThanOrEqual(5);
      expect(await answer(page).getByRole('listitem').first().innerText()).toMatch(/\d+ %/);
      await similar(page).nth(4).waitFor();
      expect(await similar(page).count()).toBe(5);
      expect(await page.getByText('does not look like', { exact: false }).count()).toBe(0);
    });

    it('answers a pasted poster too', async () => {
      const [, movie] = await movies(visitor().platform);
      const page = await visitor().open('/?family=poster-check');
      await page.getByRole('button', { name: 'Choose an image' }).waitFor();
      await paste(page, await posterOf(visitor().platform, movie));
      await answer(page).waitFor();
      await page.getByRole('img', { name: `Preview of ${movie.id}.jpg` }).waitFor();
    });

    it('answers a typed plot', async () => {
      const [movie] = await movies(visitor().platform);
      const page = await visitor().open('/');
      await page.getByRole('tab', { name: 'Genres from a plot' }).click();
      await page.getByRole('textbox', { name: 'Plot' }).fill(movie.plot);
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await answer(page)
        .getByText(await versionOf('plot-genre'))
        .waitFor();
      await similar(page).nth(4).waitFor();
    });

    it('says what a plot lacks before anything is sent', async () => {
      const page = await visitor().open('/?family=plot-genre');
      await page.getByRole('textbox', { name: 'Plot' }).fill('x');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.getByText(/at least \d+ characters/).waitFor();
    });

    it('says plainly that a picture is no poster, and answers all the same', async () => {
      const page = await visitor().open('/?family=poster-genre');
      await drop(page, { name: 'sky.jpg', type: 'image/jpeg', bytes: await gradient() });
      await page
        .getByRole('alert')
        .filter({ hasText: /poster/ })
        .waitFor();
      await answer(page).getByRole('listitem').first().waitFor();
    });

    it('shows the reason why a file cannot be read', async () => {
      const page = await visitor().open('/?family=poster-genre');
      await drop(page, { name: 'notes.png', type: 'image/png', bytes: Buffer.from('these are words, not pixels') });
      await page.getByRole('alert').filter({ hasText: 'That did not work' }).waitFor();
    });

    it('goes on from a similar movie to its neighbours, and back to the answer', async () => {
      const { platform } = visitor();
      const [movie] = await movies(platform);
      const page = await visitor().open('/?family=poster-genre', { viewport: PHONE });
      await drop(page, await posterOf(platform, movie));
      await similar(page).nth(1).click();

      await page.waitForURL(/\/movies\//);
      await page.getByRole('region', { name: 'Nearest by poster' }).getByRole('link').nth(4).waitFor();
      await page.getByRole('region', { name: 'Nearest by plot' }).getByRole('link').nth(4).waitFor();
      await page.goBack();
      await answer(page).waitFor();
      expect(await similar(page).count()).toBe(5);
    });

    it('finds a movie of the catalogue by its title, with the keyboard alone', async () => {
      const [movie] = await movies(visitor().platform);
      const page = await visitor().open('/');
      const search = page.getByRole('combobox', { name: /Start from a movie/ });
      await search.focus();
      await page.keyboard.type(movie.title);
      await page.getByRole('option', { name: movie.title }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: movie.title }).waitFor();
      expect(await page.title()).toBe(`${movie.title} (${movie.year}) · Marquee`);
    });

    async function versionOf(family: string): Promise<string> {
      return (await servedVersion(visitor().platform, family)) ?? 'none';
    }
  });
}
