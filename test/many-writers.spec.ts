import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { openStores } from '../platform/adapters.js';
import { readEnvironment } from '../platform/environment.js';
import { FileArtifactStore } from '../platform/file-artifact-store.js';
import { LINEAGE } from './api/publish-files.js';
import { realS3 } from './real-servers/real-servers.js';

const FAMILY = 'poster-genre';

/** Writers are processes of their own, so they run what was built. @returns the module's name in quotation marks */
function built(file: string): string {
  return JSON.stringify(pathToFileURL(join(import.meta.dirname, '../dist', file)).href);
}

const folder = mkdtempSync(join(tmpdir(), 'marquee-writers-'));
afterAll(() => rmSync(folder, { recursive: true }));

function writer(body: string): ChildProcess {
  const program = `
    import { FileArtifactStore } from ${built('platform/file-artifact-store.js')};
    const store = new FileArtifactStore(${JSON.stringify(folder)});
    const bytes = (value) => new TextEncoder().encode(String(value));
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Publishes a version of its own, and then tries to make it champion whenever it is told what to have seen. */
const PUBLISHER = `
  import { createInterface } from 'node:readline/promises';
  import { openStores } from ${built('platform/adapters.js')};
  import { readEnvironment } from ${built('platform/environment.js')};
  const { registry } = await openStores(readEnvironment());
  const [family, version, lineage] = process.argv.slice(-3);
  const createdAt = new Date().toISOString();
  await registry.writeFile(family, version, 'model.onnx', new TextEncoder().encode(version));
  await registry.commit({ family, version, createdAt, collection: null, lineage: JSON.parse(lineage) });
  console.log('ready');
  for await (const seen of createInterface({ input: process.stdin })) {
    await registry.moveChampion(family, { version, reason: 'it was the first' }, JSON.parse(seen)).then(
      () => console.log('won'),
      (error) => console.log(error.code),
    );
  }`;

describe.each([
  ['files', () => Promise.resolve({ environment: { MARQUEE_HOME: folder }, remove: () => Promise.resolve() })],
  ['S3', () => s3()],
])('20 publishers over %s', (_which, open) => {
  const names = Array.from({ length: 20 }, (_, index) => `20261121T07${10 + index}00Z-0000aaaa`);
  let publishers: Publisher[] = [];
  let server: Awaited<ReturnType<typeof open>>;

  beforeAll(async () => {
    server = await open();
    publishers = names.map((version) => new Publisher(version, server.environment));
    expect(await Promise.all(publishers.map((publisher) => publisher.says()))).toEqual(names.map(() => 'ready'));
  }, 120_000);
  afterAll(async () => {
    await Promise.all(publishers.map((publisher) => publisher.end()));
    await server.remove();
  });

  it('race for one champion: in each of 10 rounds exactly one wins, and the others know that they lost', async () => {
    const { registry } = await openStores(readEnvironment({ ...process.env, ...server.environment }));
    for (let round = 1; round <= 10; round += 1) {
      const seen = await registry.champion(FAMILY);
      const outcomes = await Promise.all(publishers.map((publisher) => publisher.race(seen)));
      const winners = names.filter((_, index) => outcomes[index] === 'won');
      expect(winners).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'CHAMPION_CONFLICT')).toHaveLength(19);
      const now = (await registry.champion(FAMILY))?.champion;
      const isAgain = seen?.champion.version === winners[0];
      const previousVersion = (isAgain ? seen?.champion.previousVersion : seen?.champion.version) ?? null;
      expect(now).toMatchObject({ version: winners[0], previousVersion });
    }
    expect(await registry.versions(FAMILY)).toEqual([...names].reverse());
  }, 120_000);
});

/** A process of its own. */
class Publisher {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(version: string, environment: Readonly<Record<string, string>>) {
    const program = ['--no-warnings', '--input-type=module', '-e', PUBLISHER, FAMILY, version, JSON.stringify(LINEAGE)];
    const env = { ...process.env, ...environment };
    this.#process = spawn(process.execPath, program, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async says(): Promise<string> {
    return String((await this.#lines.next()).value);
  }

  race(seen: unknown): Promise<string> {
    this.#process.stdin!.write(`${JSON.stringify(seen)}\n`);
    return this.says();
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin!.end();
    await ended;
  }
}

async function s3() {
  const server = await realS3('champions');
  const environment = { ...server.environment, MARQUEE_ARTIFACTS: 's3://champions/race' };
  return { environment, remove: () => server.remove() };
}

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
