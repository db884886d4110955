import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const STAND_INS = join(import.meta.dirname, 'stand-ins');
export const IMAGES = 'registry.example/movies';

/** What lets a deployment reach the folder `movies` of that home by the stand-ins for ssh and docker. */
export function standInSettings(home: string) {
  return {
    PATH: `${STAND_INS}${delimiter}${process.env.PATH}`,
    STAND_IN_HOME: home,
    DEPLOY_HOST: 'deployer@movies.example',
    DEPLOY_FOLDER: 'movies',
    DEPLOY_KNOWN_HOSTS_FILE: '/run/known_hosts',
  };
}

/** The script as CI runs it. @param home where its summary lies meanwhile */
export async function runDeployment(
  home: string,
  version: string,
  reach: Readonly<Record<string, string>>,
  images = IMAGES,
  onStart: (child: ChildProcess) => void = () => undefined,
  clone = ROOT,
) {
  const settings = {
    ...{ DEPLOY_VERSION: version, DEPLOY_IMAGES: images, DEPLOY_PATIENCE_SECONDS: '2' },
    ...{ GITHUB_STEP_SUMMARY: join(home, 'summary.md'), ...reach },
  };
  const child = spawn(process.execPath, ['scripts/deploy.mjs'], { cwd: clone, env: { ...process.env, ...settings } });
  onStart(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number];
  const summary = await readFile(join(home, 'summary.md'), 'utf8').catch(() => '');
  await rm(join(home, 'summary.md'), { force: true });
  return { exitCode, said, summary };
}
