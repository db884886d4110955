import { readFile } from 'node:fs/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { ApiBench, FIRST } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import { launchBrowser } from '../support/browser.js';
import { startTemporal } from '../support/temporal-server.js';
import { FFMPEG, inTurn, makeClip, withFfmpeg } from '../video/made-clips.js';
import { LOOKS, NO_FAULTS, faultsOf } from './page-faults.js';
import { Windows } from './windows.js';

const CHAMPIONS = ['object-detector-small', 'object-detector-large', 'shot-type', 'product-category', 'image-class']; // none of medium

let bench: ApiBench;
let api: RunningApi;
let temporal: TestWorkflowEnvironment;
let browser: Browser;
let picture: { name: string; mimeType: string; buffer: Buffer };
const workers: WorkerProcess[] = [];
let windows: Windows;

const open = (path: string, options?: BrowserContextOptions) => windows.open(path, options);

beforeAll(async () => {
  [bench, temporal, browser] = await Promise.all([ApiBench.create(), startTemporal(), launchBrowser()]);
  for (const name of CHAMPIONS) {
    await bench.versions.publish(bench.family(name), { version: FIRST, seed: 1 });
    await bench.versions.promote(name, FIRST);
  }
  const settings = { MARQUEE_HOME: bench.home, TEMPORAL_ADDRESS: temporal.address, MARQUEE_FFMPEG: FFMPEG ?? '' };
  workers.push(new WorkerProcess('orchestration', settings), new WorkerProcess('analysis', settings));
  api = await bench.start(settings);
  windows = new Windows(browser, api.url);
  await api.served('shot-type', FIRST);
  const buffer = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
  picture = { name: 'white.png', mimeType: 'image/png', buffer };
}, 120_000);

afterEach(async () => {
  await windows.close();
  expect(windows.complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await api?.stop();
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await temporal?.teardown();
  await bench?.remove();
}, 60_000);

describe('Ask', () => {
  it('takes a product’s name, description and picture, and says how probable each category is', async () => {
    const page = await open('/?family=product-category');
    await page.getByRole('textbox', { name: 'Product name' }).fill('A lamp');
    await page.getByRole('textbox', { name: 'Description' }).fill('It shines &amp; <b>lasts</b>.');
    await page.locator('input[type=file]').setInputFiles(picture);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Answered by version' }).waitFor({ state: 'attached' });
    for (const label of ['Comedy', 'Drama', 'Horror']) await page.getByText(label).first().waitFor();
  }, 60_000);

  it('takes a picture and says how probable each class is', async () => {
    const page = await open('/?family=image-class');
    await page.locator('input[type=file]').setInputFiles(picture);
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Answered by version' }).waitFor({ state: 'attached' });
    for (const label of ['Comedy', 'Drama', 'Horror']) await page.getByText(label).first().waitFor();
  }, 60_000);

  it.each(LOOKS)(
    'fits and can be read: $width pixels, $colorScheme',
    async ({ width, colorScheme }) => {
      const page = await open('/?family=product-category', { viewport: { width, height: 900 }, colorScheme });
      await page.getByRole('textbox', { name: 'Product name' }).waitFor();
      expect(await faultsOf(page)).toEqual(NO_FAULTS);
    },
    60_000,
  );
});

describe('Objects', () => {
  async function handIn(page: Page, file = picture): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(file);
  }

  it('shows what each size finds, where, and how long it took, and which size cannot answer', async () => {
    const page = await open('/objects');
    await handIn(page);
    for (const size of ['Small', 'Large']) {
      const panel = page.getByRole('region', { name: size });
      await panel.getByRole('img', { name: 'white.png with 1 box' }).waitFor();
      const [frame, box] = await Promise.all(
        [panel.getByRole('img'), panel.getByTestId('box')].map((element) => element.boundingBox()),
      );
      // the tiny detector always finds one thing, of a quarter and an eighth of its canvas
      expect(box!.width / frame!.width).toBeGreaterThan(0.1);
      expect(box!.x).toBeGreaterThanOrEqual(frame!.x - 2);
      expect(box!.x + box!.width).toBeLessThanOrEqual(frame!.x + frame!.width + 2);
      expect(await panel.textContent()).toMatch(/[\d.]+ ms.*Drama \d+\s?%/);
    }
    await page
      .getByRole('region', { name: 'Medium' })
      .getByText(/cannot answer/)
      .waitFor();
  }, 60_000);

  it('hides what is less sure than asked for', async () => {
    const page = await open('/objects');
    await handIn(page);
    const panel = page.getByRole('region', { name: 'Small' });
    await panel.getByTestId('box').waitFor();
    await page.getByRole('slider', { name: 'Least confidence' }).press('End');
    await panel.getByText('Nothing is sure enough.').waitFor();
    expect(await panel.getByTestId('box').count()).toBe(0);
  }, 60_000);

  it('says what is wrong with a file that is no picture', async () => {
    const page = await open('/objects');
    await handIn(page, { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await page
      .getByRole('region', { name: 'Small' })
      .getByText(/no image that can be read/)
      .waitFor();
  }, 60_000);

  it.each(LOOKS)(
    'fits and can be read: $width pixels, $colorScheme',
    async ({ width, colorScheme }) => {
      const page = await open('/objects', { viewport: { width, height: 900 }, colorScheme });
      await handIn(page);
      await page.getByRole('region', { name: 'Large' }).getByTestId('box').waitFor();
      expect(await faultsOf(page)).toEqual(NO_FAULTS);
    },
    60_000,
  );
});

withFfmpeg('Shots', () => {
  let film: { name: string; mimeType: string; buffer: Buffer };
  let address: string;

  beforeAll(async () => {
    const parts = inTurn(['bars', 2], ['fractal', 1], ['black', 1], ['life', 2]);
    const file = await makeClip(bench.home, 'film.webm', ...parts, '-c:v', 'libvpx', '-b:v', '1M');
    film = { name: 'film.webm', mimeType: 'video/webm', buffer: await readFile(file) };
  }, 60_000);

  it('takes a video and shows its shots with thumbnails, labels, shares and pace', async () => {
    const page = await open('/shots');
    await page.locator('input[type=file]').setInputFiles(film);
    await page.waitForURL(/\/shots\/\d{8}T/);
    address = new URL(page.url()).pathname;
    await page.getByText(/^3 shots ·/).waitFor();
    const shots = page.getByRole('group', { name: 'Shots' }).getByRole('button');
    expect(await shots.count()).toBe(3);
    expect(await shots.nth(1).textContent()).toMatch(/0:02\.\d.*(close-up|shot).*%/i);
    await page.getByRole('region', { name: 'Scale, share of the time' }).waitFor();
    await page
      .getByRole('region', { name: 'Pace' })
      .getByRole('img', { name: /3 shots/ })
      .waitFor();
    const loaded = await page.evaluate(() =>
      [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
    );
    expect(loaded).toBe(true);
  }, 90_000);

  it('plays from the shot that is pressed', async () => {
    const page = await open(address);
    await page.getByRole('button', { name: /Play shot 3/ }).click();
    await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 4);
    expect(await page.getByRole('button', { name: /Play shot 3/ }).getAttribute('aria-current')).toBe('true');
  }, 60_000);

  it('waits when the connection breaks while a video is sent, and goes on from there', async () => {
    const page = await open('/shots');
    let pieces = 0;
    await page.route('**/api/uploads/*', (route) =>
      route.request().method() === 'PATCH' && pieces++ === 0 ? route.abort() : route.continue(),
    );
    await page.locator('input[type=file]').setInputFiles(film);
    await page.waitForURL(/\/shots\/\d{8}T/);
    expect(pieces).toBeGreaterThan(1);
  }, 60_000);

  it('asks again for an analysis that could not be started, sends nothing twice, and keeps its video', async () => {
    const page = await open('/shots');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/uploads')) sent.push(request.method());
    });
    const away = { code: 'TEMPORAL_UNAVAILABLE', message: 'Temporal does not answer' };
    await page.route('**/api/analyses', (route) => route.fulfill({ status: 503, json: away }), { times: 1 });
    await page.locator('input[type=file]').setInputFiles(film);
    await page.getByRole('alert').getByText('Temporal does not answer').waitFor();
    const sentOnce = [...sent];
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForURL(/\/shots\/\d{8}T/);
    expect(sent).toEqual(sentOnce);
  }, 60_000);

  it('gives nothing up that is there already when another video is chosen', async () => {
    const page = await open('/shots');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/uploads')) sent.push(request.method());
    });
    await page.route('**/api/analyses', (route) => route.abort());
    await page.locator('input[type=file]').setInputFiles(film);
    await page.getByRole('button', { name: 'Choose another' }).click();
    await page.locator('input[type=file]').setInputFiles(film);
    await page.getByText('All of it is there').waitFor();
    expect(sent.filter((method) => method === 'POST')).toHaveLength(2);
    expect(sent).not.toContain('DELETE');
  }, 60_000);

  it('says why a file cannot be looked at', async () => {
    const page = await open('/shots');
    const broken = { ...film, name: 'broken.webm', buffer: film.buffer.subarray(0, film.buffer.length / 3) };
    await page.locator('input[type=file]').setInputFiles(broken);
    await page
      .getByRole('alert')
      .getByText(/VIDEO_/)
      .waitFor();
    const none = await open('/shots');
    await none.locator('input[type=file]').setInputFiles({ ...film, buffer: Buffer.from('no film') });
    await none.getByRole('alert').first().waitFor();
    const unknown = await open('/shots/20260101T000000Z-00000000');
    await unknown.getByText(/No analysis 20260101T000000Z-00000000/).waitFor();
  }, 90_000);

  it.each(LOOKS)(
    'fits and can be read: $width pixels, $colorScheme',
    async ({ width, colorScheme }) => {
      const page = await open('/shots', { viewport: { width, height: 900 }, colorScheme });
      await page
        .getByRole('link', { name: /film\.webm/ })
        .first()
        .waitFor();
      expect(await faultsOf(page)).toEqual(NO_FAULTS);
      await page.goto(address);
      await page.getByRole('region', { name: 'Pace' }).waitFor();
      expect(await faultsOf(page)).toEqual(NO_FAULTS);
    },
    60_000,
  );
});
