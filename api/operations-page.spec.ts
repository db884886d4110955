import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Counter, Gauge, Histogram } from 'prom-client';
import { readEnvironment } from '../platform/environment.js';
import { Metrics } from './metrics/metrics.js';

const ROOT = join(import.meta.dirname, '..');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const page = read('docs/operations.md');

/** The cells of every row of the page's tables whose first cell names something that begins like this. */
function rowsOf(beginning: string): { name: string; cells: string[] }[] {
  const rows = page.split('\n').filter((line) => line.startsWith(`| \`${beginning}`));
  const cellsOf = (row: string) => row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return rows.flatMap((row) => {
    const [, first, ...cells] = cellsOf(row);
    return [...first!.matchAll(/`([^`]+)`/g)].map(([, name]) => ({ name: name!, cells }));
  });
}

function names(pattern: RegExp, text: string): string[] {
  return [...new Set(text.match(pattern))].sort();
}

describe('docs/operations.md on settings', () => {
  const SETTING = /\bMARQUEE_[A-Z0-9_]*[A-Z0-9]\b/g;
  const settings = names(SETTING, read('platform/environment.ts') + read('platform/promotion-webhook-settings.ts'));

  it('has a row for every one', () => {
    expect(settings.length).toBeGreaterThan(15);
    expect(rowsOf('MARQUEE_').map(({ name }) => name)).toEqual(expect.arrayContaining(settings));
  });

  it('says the default of every one that has the same everywhere', () => {
    const folders = ['MARQUEE_HOME', 'MARQUEE_CACHE', 'MARQUEE_EXPERIMENTS']; // those depend on who asks, and where
    const defaults = Object.entries(readEnvironment({})).flatMap(([name, value]) =>
      (typeof value === 'string' || typeof value === 'number') && !folders.includes(name) ? [{ name, value }] : [],
    );
    expect(defaults.length).toBeGreaterThan(5);
    for (const { name, value } of defaults) {
      const [row] = rowsOf('MARQUEE_').filter((one) => one.name === name);
      expect([name, row?.cells[0]]).toEqual([name, `\`${value}\``]);
    }
  });

  it('names none that nobody reads', () => {
    const readers = [
      'docker-compose.yml',
      'cli/marquee.ts',
      'scripts/setup/locations.mjs',
      'test/deploy/ssh-server.ts',
    ];
    const known = [...settings, ...names(SETTING, readers.map((file) => read(file)).join('\n')), 'MARQUEE_NODE'];
    expect(names(SETTING, page).filter((name) => !known.includes(name))).toEqual([]);
  });
});

it('docs/operations.md names every metric with its labels, and no other', () => {
  const metrics = Object.values(new Metrics()).filter((value) =>
    [Counter, Gauge, Histogram].some((kind) => value instanceof kind),
  );
  const measured = metrics as unknown as readonly { name: string; labelNames: readonly string[] }[]; // prom-client types neither
  expect(measured.length).toBeGreaterThan(5);
  const described = rowsOf('marquee_').map(({ name, cells: [labels] }) => [name, names(/\w+/g, labels!)]);
  expect(described.sort()).toEqual(measured.map(({ name, labelNames }) => [name, [...labelNames].sort()]).sort());

  const series = measured.flatMap(({ name }) => [name, `${name}_bucket`, `${name}_count`]);
  expect(names(/\bmarquee_\w+/g, page).filter((name) => !series.includes(name))).toEqual([]);
});

it('docs/operations.md tells of no error that the code does not know', () => {
  const OTHERS =
    /^(MARQUEE|TEMPORAL_(ADDRESS|NAMESPACE|API|TLS|GRPC|CONFIG|PROFILE|CODEC)|AWS|SOAK|DEPLOY|TF|XDG|NODE|RECORD)_/;
  const codes = names(/(?<=`)[A-Z]+(_[A-Z]+)+(?=`)/g, page).filter((name) => !OTHERS.test(name));
  expect(codes.length).toBeGreaterThan(25);
  const thrown = ['api', 'models', 'platform', 'scripts', 'training', 'video', 'workflows'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.spec)\.(ts|mjs|conf)$/.test(file))
      .map((file) => read(folder, file)),
  );
  const known = new Set(names(/(?<=['"])[A-Z]+(_[A-Z]+)+(?=['"])/g, thrown.join('\n')));
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
});
