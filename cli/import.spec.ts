import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../platform/adapters.js';
import { readEnvironment } from '../platform/environment.js';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { CAT, DOG, detector } from '../training/imports/ultralytics.contract.js';
import { verifyVersion } from './verify-version.js';

const FAMILY = 'object-detector-small';
let folder: string;
let home: { MARQUEE_HOME: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-cli-'));
  home = { MARQUEE_HOME: join(folder, 'home') };
  await writeFile(join(folder, 'yolo.onnx'), detector('v8', [CAT, DOG]));
  await writeFile(join(folder, 'names.txt'), 'cat\ndog\n');
});
afterEach(() => rm(folder, { recursive: true }));

const run = (...args: readonly string[]) =>
  runMarquee(['import', 'detector', ...args, '--json'], { variables: { ...home } });

it('publishes a version that is as sound as any other', async () => {
  const { exitCode, json } = await run(join(folder, 'yolo.onnx'), '--as', FAMILY, '--names', join(folder, 'names.txt'));
  expect([exitCode, json]).toMatchObject([0, { family: FAMILY }]);
  const { version } = json as { version: string };
  const verification = await verifyVersion(await openStores(readEnvironment(home)), FAMILY, version);
  expect(verification).toMatchObject({ isSound: true });
  expect(verification.checks.map(({ name }) => name)).toContain('golden inputs');
});

it('refuses a folder, a file that is missing, and what is no detector', async () => {
  const refused = async (file: string) => (await run(join(folder, file), '--as', FAMILY)).errors;
  expect(await refused('.')).toMatch(/is a folder: export the network to ONNX.*format=onnx opset=17/);
  expect(await refused('none.onnx')).toMatch(/There is no file .*none\.onnx/);
  expect(await refused('names.txt')).toMatch(/UNSUPPORTED_DETECTOR/);
});
