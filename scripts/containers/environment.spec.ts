import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { environmentFile, writeEnvironment } from './environment.mjs';

const COMPOSE_FILE = readFileSync(join(import.meta.dirname, '../../docker-compose.yml'), 'utf8');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'containers-environment-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('gives every secret that docker-compose.yml does not start without, and no other variable', () => {
  const asked = new Set([...COMPOSE_FILE.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
  expect(new Set(Object.keys(parseEnv(environmentFile())))).toEqual(asked);
});

it('gives secrets that nobody can guess, other ones each time', () => {
  const [one, other] = [parseEnv(environmentFile()), parseEnv(environmentFile())];
  for (const [name, secret] of Object.entries(one)) {
    expect(secret).toMatch(/^[0-9a-f]{20,}$/);
    expect(secret).not.toBe(other[name]);
  }
});

it('names no variable for people to choose that docker-compose.yml does not read', () => {
  const offered = [...environmentFile().matchAll(/^#(\w+)=/gm)].map(([, name]) => name);
  expect(offered.filter((name) => !COMPOSE_FILE.includes(`\${${name}:`))).toEqual([]);
});

it('writes them for the owner only', () => {
  const file = join(folder, '.env');
  writeEnvironment(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(Object.keys(parseEnv(readFileSync(file, 'utf8')))).toContain('MILVUS_PASSWORD');
});

it('leaves a file that is there as it is', () => {
  const file = join(folder, '.env');
  writeFileSync(file, 'mine');
  expect(() => writeEnvironment(file)).toThrow('is there already');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

it.each(['evil.example;', 'a\nb', '$host', 'a|b'])(
  'starts no web server that people shall reach as %j',
  async (names) => {
    const program = join(import.meta.dirname, 'web/start.sh');
    const said = await new Promise((resolve) => {
      execFile('sh', [program], { env: { ...process.env, MARQUEE_NAMES: names } }, (_error, _output, errors) =>
        resolve(errors),
      );
    });
    expect(said).toContain('MARQUEE_NAMES: expected host names');
  },
);
