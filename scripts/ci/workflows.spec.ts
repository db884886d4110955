import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/locations.mjs';

const FOLDER = join(ROOT, '.github/workflows');
const files = readdirSync(FOLDER);
const actions = ['set-up'].map((name) => join(ROOT, '.github/actions', name, 'action.yml'));
const texts = [...files.map((name) => join(FOLDER, name)), ...actions].map(
  (path) => [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')] as const,
);
describe.each(texts)('%s', (_path, text) => {
  it('runs only what runs anywhere: scripts that are there, and programs of the trade', () => {
    for (const [, script] of text.matchAll(/\bnode (scripts\/\S+)/g))
      expect(existsSync(join(ROOT, script!))).toBe(true);
    const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts;
    for (const [, script] of text.matchAll(/\bnpm run (\S+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, command] of text.matchAll(/\brun: (sudo rm|\S+)/g)) {
      expect(['node', 'npm', 'npx', 'gh', 'sudo rm']).toContain(command);
    }
  });

  it('gives a shell nothing that others can write: what is put together comes in its environment', () => {
    const commands = [...text.matchAll(/\brun: (.*(?:\n {10,}.*)*)/g)].map(([, command]) => command!);
    for (const command of commands) expect(command).not.toContain('${{');
  });

  it('pins every action to a major version at least', () => {
    for (const [, action] of text.matchAll(/\buses: (\S+)/g)) {
      expect(action).toMatch(/^\.\/|@(v\d+(\.\d+)*|[0-9a-f]{40})$/);
    }
  });
});

const textOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

it('builds every image that a compose file names, each with a cache of its own, and moves no tag before all are built', () => {
  const release = textOf('release.yml');
  const compose = ['docker-compose.yml', 'docker-compose.gpu.yml'].map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );
  const wanted = [...compose.join('').matchAll(/image: \$\{MARQUEE_IMAGES:-marquee\}\/([\w-]+):/g)].map(
    ([, image]) => image!,
  );
  const built = [...release.matchAll(/- \{ image: ([\w-]+),/g)].map(([, image]) => image!);
  expect(built.sort()).toEqual([...new Set(wanted)].sort());
  expect(release.match(/type=gha.*/g)!.every((cache) => cache.includes('scope=${{ matrix.image }}'))).toBe(true);
  expect(release).not.toContain(':latest');
});

it('lets no promotion and no tag take the place of another that waits', () => {
  const groupOf = (name: string) => /^concurrency:\n {2}group: (.*)$/m.exec(textOf(name))?.[1];
  expect(groupOf('deploy.yml')).toContain("format('promotion-{0}', github.event.client_payload.signature)");
  expect(groupOf('release.yml')).toContain("github.event_name == 'push' && github.ref_name");
});

it('takes a version by hand with and without its v', () => {
  expect(textOf('deploy.yml')).toContain(
    "startsWith(inputs.version, 'v') && inputs.version || format('v{0}', inputs.version)",
  );
});

it.each(texts.filter(([path]) => path.includes('workflows')))(
  '%s may read, and says where it may more',
  (_path, text) => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).toMatch(/^concurrency:$/m);
  },
);
