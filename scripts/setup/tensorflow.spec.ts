import { mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asset } from './lock.mjs';
import { PLATFORM } from './locations.mjs';
import { provideTensorflow } from './tensorflow.mjs';

const PACKAGE = 'node_modules/@tensorflow/tfjs-node-gpu';
const asset: Asset = {
  ...{ title: 'TensorFlow', version: '2.0.0', licence: 'Apache-2.0', file: 'library.whl', bytes: 1 },
  ...{ sha256: '0'.repeat(64), platforms: [PLATFORM], sources: [{ kind: 'mirror' }] },
};

let folder: string;
let notes: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-tensorflow-'));
  notes = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function provide(clone: string, mirror?: string): Promise<string> {
  const places = { root: join(folder, clone), cache: join(folder, 'cache'), mirror };
  const done = await provideTensorflow(asset, places, Promise.resolve(), (text) => notes.push(text));
  return done.did;
}

async function linkedClone(clone: string): Promise<string> {
  const npmPackage = join(folder, clone, PACKAGE);
  const library = join(folder, 'cache/tensorflow', asset.version);
  await mkdir(library, { recursive: true });
  await mkdir(join(npmPackage, 'lib/napi-v8'), { recursive: true });
  await writeFile(join(npmPackage, 'lib/napi-v8/tfjs_binding.node'), 'add-on');
  await symlink(library, join(npmPackage, 'deps'));
  return npmPackage;
}

it('leaves a clone its TensorFlow when another one was refused it', async () => {
  expect(await provide('refused')).toBe('wasm backend instead');
  const npmPackage = await linkedClone('linked');
  expect(await provide('broken')).toBe('wasm backend instead'); // npm left the package out there

  expect(await provide('linked')).toBe('already there');
  expect(await readlink(join(npmPackage, 'deps'))).toBe(join(folder, 'cache/tensorflow', asset.version));
  expect(await readFile(join(npmPackage, 'lib/napi-v8/tfjs_binding.node'), 'utf8')).toBe('add-on');
});

it('asks everywhere once a day, and says when it will again', async () => {
  await provide('first');
  const mirror = join(folder, 'empty-mirror');
  await mkdir(mirror);
  await provide('second', mirror);

  expect(notes[1]).toBe(notes[0]);
  expect(notes[0]).toMatch(/mirror: MARQUEE_MIRROR is not set[^]*Tried again after 24 hours, or when you delete /);
});

it('takes up the advice at once: a mirror that holds the file is tried', async () => {
  await provide('first');
  await writeFile(join(folder, asset.file), 'not the library');

  await provide('first', folder);

  expect(notes[1]).toContain(`mirror ${folder}: broken: `);
});
