import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { FileArtifactStore } from '../platform/file-artifact-store.js';

/** Writers are processes of their own, so they run what was built. */
const BUILT = pathToFileURL(join(import.meta.dirname, '../dist/platform/file-artifact-store.js')).href;

const folder = mkdtempSync(join(tmpdir(), 'marquee-writers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function writer(body: string): ChildProcess {
  const program = `
    import { FileArtifactStore } from ${JSON.stringify(BUILT)};
    const store = new FileArtifactStore(${JSON.stringify(folder)});
    const bytes = (value) => new TextEncoder().encode(String(value));
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

it('lets exactly one of 20 processes move the champion that all of them saw', async () => {
  const store = new FileArtifactStore(folder);
  const { etag } = await store.put('champion.json', new TextEncoder().encode('nobody'));
  const writers = Array.from({ length: 20 }, (_, index) =>
    writer(`
      process.stdin.once('data', () => {
        store.put('champion.json', bytes(${index}), { ifMatch: ${JSON.stringify(etag)} }).then(
          () => process.stdout.write('won'),
          (error) => process.stdout.write(error.code),
        ).finally(() => process.exit());
      });
      process.stdout.write('ready ');`),
  );
  const answers = writers.map((each) => text(each.stdout!));
  await Promise.all(writers.map((each) => once(each.stdout!, 'data')));
  for (const each of writers) each.stdin!.write('go');
  const outcomes = await Promise.all(answers);
  expect(outcomes.filter((outcome) => outcome === 'ready won')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'ready ARTIFACT_CONFLICT')).toHaveLength(19);
  const champion = new TextDecoder().decode((await store.get('champion.json')).bytes);
  expect(champion).toBe(String(outcomes.indexOf('ready won')));
}, 60_000);

it('loses no count when counters are killed in the middle, again and again', async () => {
  const store = new FileArtifactStore(folder);
  await store.put('counter', new TextEncoder().encode('0'));
  const count = async () => Number(new TextDecoder().decode((await store.get('counter')).bytes));
  const counter = () =>
    writer(`
      for (;;) {
        const { bytes: current, etag } = await store.get('counter');
        const next = Number(new TextDecoder().decode(current)) + 1;
        await store.put('counter', bytes(next), { ifMatch: etag }).then(
          () => process.stdout.write(next + ' '),
          (error) => { if (error.code !== 'ARTIFACT_CONFLICT') throw error; },
        );
      }`);
  const reported: string[] = [];
  for (let round = 0; round < 5; round++) {
    const pair = [counter(), counter()];
    const outputs = pair.map((each) => text(each.stdout!));
    await Promise.all(pair.map((each) => once(each.stdout!, 'data')));
    for (const each of pair) each.kill('SIGKILL');
    reported.push(...(await Promise.all(outputs)).flatMap((output) => output.trim().split(' ')));
  }
  // Every success was a different number, and at most the last one of each killed process went unreported.
  expect(new Set(reported).size).toBe(reported.length);
  expect((await count()) - reported.length).toBeGreaterThanOrEqual(0);
  expect((await count()) - reported.length).toBeLessThanOrEqual(10);
  await store.put('counter', new TextEncoder().encode('done'));
  expect(readdirSync(folder).filter((name) => name.includes('counter'))).toEqual(['counter']);
}, 60_000);
