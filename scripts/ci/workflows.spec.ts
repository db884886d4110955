import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { places, ROOT } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { programPath } from '../setup/program.mjs';

const FOLDER = join(ROOT, '.github/workflows');
const files = readdirSync(FOLDER);
const actions = ['set-up'].map((name) => join(ROOT, '.github/actions', name, 'action.yml'));
const texts = [...files.map((name) => join(FOLDER, name)), ...actions].map(
  (path) => [path.slice(ROOT.length + 1), readFileSync(path, 'utf8')] as const,
);
const actionlint = programPath(lock.actionlint, places());

const withActionlint = existsSync(actionlint) ? it : it.skip; // `npm run setup -- --for-tests` provides it
withActionlint('passes actionlint', () => {
  const { stdout, stderr, status } = spawnSync(actionlint, ['-no-color'], { cwd: ROOT, encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, '', '']);
});

describe.each(texts)('%s', (_path, text) => {
  it('runs only what runs anywhere: scripts that are there, and programs of the trade', () => {
    for (const [, script] of text.matchAll(/\bnode (scripts\/\S+)/g))
      expect(existsSync(join(ROOT, script!))).toBe(true);
    const scripts = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object }).scripts;
    for (const [, script] of text.matchAll(/\bnpm run (\S+)/g)) expect(Object.keys(scripts)).toContain(script);
    for (const [, command] of text.matchAll(/\brun: (\S+)/g)) expect(['node', 'npm', 'npx', 'gh']).toContain(command);
  });

  it('gives a shell nothing that others can write', () => {
    const commands = [...text.matchAll(/\brun: (.*(?:\n {10,}.*)*)/g)].map(([, command]) => command!);
    for (const command of commands) expect(command).not.toMatch(/\$\{\{\s*(github|needs|vars|secrets)\./);
  });

  it('pins every action to a major version at least', () => {
    for (const [, action] of text.matchAll(/\buses: (\S+)/g)) {
      expect(action).toMatch(/^\.\/|@(v\d+(\.\d+)*|[0-9a-f]{40})$/);
    }
  });
});

it.each(texts.filter(([path]) => path.includes('workflows')))(
  '%s may read, and says where it may more',
  (_path, text) => {
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text).toMatch(/^concurrency:$/m);
  },
);
