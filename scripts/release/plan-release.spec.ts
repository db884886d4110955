import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../setup/locations.mjs';

let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'marquee-release-'));
  for (const part of ['plan-release.mjs', 'release', 'setup']) {
    cpSync(join(ROOT, 'scripts', part), join(clone, 'scripts', part), { recursive: true });
  }
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', clone, ...args]);
  git('init', '--quiet');
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@movies.example', '-c', 'commit.gpgsign=false'];
  git(...author, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'Begin');
  for (const tag of ['v0.9.0', 'v0.10.1', 'nightly']) git(...author, 'tag', tag);
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** The script as CI runs it. */
function plan(...args: readonly string[]) {
  const outputs = join(clone, 'outputs');
  const env = { ...process.env, REGISTRY: 'ghcr.io', IMAGE_PREFIX: 'Somebody/Marquee', GITHUB_OUTPUT: outputs };
  const script = join(clone, 'scripts/plan-release.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' });
  return status === 0 ? readFileSync(outputs, 'utf8') : `${status}: ${stderr}`;
}

it('counts up from the newest tag of the clone, and says where the images are', () => {
  expect(plan('minor')).toBe('tag=v0.11.0\nversion=0.11.0\nimages=ghcr.io/somebody/marquee\n');
});

it('takes a tag as it is', () => {
  expect(plan('v1.4.0')).toBe('tag=v1.4.0\nversion=1.4.0\nimages=ghcr.io/somebody/marquee\n');
});

it.each([
  ['v1.4', '1: v1.4: expected a tag like v1.2.3\n'],
  ['huge', '1: huge: expected major, minor or patch\n'],
])('refuses anything else: %s', (wanted, refusal) => {
  expect(plan(wanted)).toBe(refusal);
});

it('asks for what is wanted', () => {
  expect(plan()).toMatch(/^1: .*expected major, minor or patch/);
});
