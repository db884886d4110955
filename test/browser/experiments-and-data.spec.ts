import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { RunningApi } from '../api/running-api.js';
import { drawShapes } from '../experiments/drawn-shapes.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import { launchBrowser } from '../support/browser.js';
import { startTemporal } from '../support/temporal-server.js';
import { LOOKS, NO_FAULTS, faultsOf } from './page-faults.js';
import { Windows } from './windows.js';

const DEFINITION = `
family: image-class
title: Shapes by how strongly weights are held back
baseline: weak
folds: 2
seeds: [1]
common: { dataset: shapes, canvas: 64, epochs: 4, patience: 4, batchSize: 16, augmentation: none, bothWays: false }
arms:
  weak: { l2: 0.001 }
  strong: { l2: 0.1 }
publish: winner
`;

let temporal: TestWorkflowEnvironment;
let browser: Browser;
let home: string;
let api: RunningApi;
let worker: WorkerProcess;
let experiment: string;
let dataset: string;
let windows: Windows;

const open = (path: string, options?: BrowserContextOptions) => windows.open(path, options);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-experiments-'));
  await mkdir(join(home, 'experiments'));
  await writeFile(join(home, 'experiments/shapes.yml'), DEFINITION);
  await writeFile(join(home, 'experiments/typo.yml'), DEFINITION.replace('folds: 2', 'folds: 1'));
  await drawShapes(join(home, 'data/shapes'), 90);
  [temporal, browser] = await Promise.all([startTemporal(), launchBrowser()]);
  const settings = {
    ...{ MARQUEE_HOME: home, MARQUEE_DATA: join(home, 'data'), MARQUEE_EXPERIMENTS: join(home, 'experiments') },
    TEMPORAL_ADDRESS: temporal.address,
  };
  worker = new WorkerProcess('all', settings);
  api = await RunningApi.start(home, settings);
  windows = new Windows(browser, api.url);
}, 90_000);

afterEach(async () => {
  await windows.close();
  expect(windows.complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await api?.stop();
  await worker?.end('SIGKILL');
  await temporal?.teardown();
  await rm(home, { recursive: true, force: true });
}, 60_000);

it('says which files can be tried, starts one, shows how far it is and what came of it', async () => {
  const page = await open('/experiments');
  await page.getByText(/folds: /).waitFor();
  expect(await page.getByRole('button', { name: 'Start typo' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Start shapes' }).click();
  await page.waitForURL(/\/experiments\/\d{8}T/);
  experiment = new URL(page.url()).pathname;
  await page.getByRole('heading', { name: /^(weak|strong) wins$/ }).waitFor({ timeout: 150_000 });
  const arms = page.getByRole('region', { name: 'The arms in a table' }).getByRole('row');
  expect(await arms.count()).toBe(3);
  expect(await arms.nth(1).textContent()).toMatch(/weak.*the baseline.*ms.*MB/);
  expect(await arms.nth(2).textContent()).toMatch(/strong.*(better|worse|no difference shown) \(.*p/);
  await page
    .getByText(/The first version|version \d{8}T/i)
    .first()
    .waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the report' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.html$/);
}, 240_000);

it('looks at data, shows what it holds, and asks the champion about a sample', async () => {
  const page = await open('/datasets');
  await page.getByRole('combobox', { name: 'Family' }).click();
  await page.getByRole('option', { name: 'image-class' }).click();
  const settings = page.getByRole('textbox', { name: 'With the settings' });
  const look = page.getByRole('button', { name: 'Look at it' });
  await settings.fill('folder=shapes');
  await look.click();
  await page.getByRole('alert').filter({ hasText: 'folder' }).waitFor();
  await settings.fill('dataset=shapes');
  await look.click();
  await page.waitForURL(/\/datasets\/image-class\//);
  dataset = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Ask about a sample' }).click({ timeout: 60_000 });
  await page.waitForURL(/\/samples$/);
  await page
    .getByRole('button', { name: /· (train|validation|test)/ })
    .first()
    .click();
  await page.getByText(/of the split (train|validation|test)/).waitFor();
  await page.getByRole('status').filter({ hasText: 'Answered by version' }).waitFor({ state: 'attached' });
}, 120_000);

it.each(LOOKS)(
  'fits and can be read: $width pixels, $colorScheme',
  async ({ width, colorScheme }) => {
    const page = await open('/experiments', { viewport: { width, height: 900 }, colorScheme });
    for (const path of ['/experiments', experiment, '/datasets', dataset, `${dataset}/samples`]) {
      await page.goto(path);
      expect({ path, ...(await faultsOf(page)) }).toEqual({ path, ...NO_FAULTS });
    }
  },
  90_000,
);

it('removes an experiment when it is asked to twice', async () => {
  const page = await open(experiment);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.waitForURL(/\/experiments$/);
  await page.getByText('No experiment has been started yet').waitFor();
}, 60_000);
