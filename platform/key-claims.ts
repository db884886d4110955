import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from './errors.js';

const STALE_AFTER_MILLISECONDS = 60_000; // a claim is held for a comparison and a rename: milliseconds
const GIVE_UP_AFTER_MILLISECONDS = 30_000;
const LONGEST_PAUSE_MILLISECONDS = 12;

/** "~" cannot occur in a key, so nothing named here is ever an artifact. */
const OWNED = /^~(draft|claim)~(?<name>[^~]+)~(?<host>[^~]+)~(?<pid>\d+)~[0-9a-f]+$/;
const HOST = hostname()
  .replace(/[^A-Za-z0-9-]/g, '-')
  .slice(0, 16);

/** A name nobody else will choose, for bytes that are being written for `name`. */
export function draftName(name: string): string {
  return `~draft~${name}~${HOST}~${process.pid}~${randomBytes(6).toString('hex')}`;
}

/** What a draft is called while its writer claims the name. */
export function claimName(draft: string): string {
  return draft.replace('~draft~', '~claim~');
}

export function isArtifactFile(fileName: string): boolean {
  return !fileName.startsWith('~');
}

/**
 * Runs `commit` while no other process or promise commits the same name in this folder.
 *
 * A writer shows its claim by renaming its draft, then looks around: of two writers at least the later one sees the
 * other and withdraws, so at most one goes on. `commit` gets the claim's path and ends by renaming it to its final
 * name. That makes a claim safe to take away: an owner that was thought dead but only slept finds its claim gone, its
 * rename fails with ENOENT, and it starts over. A claim whose owner was killed is removed by whoever sees it next.
 */
export async function withClaim<Value>(
  folder: string,
  name: string,
  draft: string,
  commit: (claim: string) => Promise<Value>,
): Promise<Value> {
  const deadline = Date.now() + GIVE_UP_AFTER_MILLISECONDS;
  const claim = claimName(draft);
  const others = async () => (await claimsOn(folder, name)).filter((other) => other !== claim);
  for (;;) {
    if ((await others()).length === 0) {
      await rename(join(folder, draft), join(folder, claim));
      if ((await others()).length === 0) return await commit(join(folder, claim));
      await rename(join(folder, claim), join(folder, draft));
    }
    if (Date.now() > deadline) {
      throw new PlatformError(
        'ARTIFACT_BUSY',
        503,
        `${name} in ${folder} is being written by somebody else all the time`,
      );
    }
    await sleep(1 + Math.random() * LONGEST_PAUSE_MILLISECONDS);
  }
}

/** Living claims on a name; what dead writers left in the folder is removed on the way. */
async function claimsOn(folder: string, name: string): Promise<string[]> {
  const claims: string[] = [];
  for (const fileName of await readdir(folder)) {
    const owned = OWNED.exec(fileName)?.groups;
    if (owned === undefined) continue;
    if (await isAbandoned(join(folder, fileName), owned.host!, Number(owned.pid))) {
      await rm(join(folder, fileName), { force: true });
    } else if (fileName.startsWith('~claim~') && owned.name === name) claims.push(fileName);
  }
  return claims;
}

async function isAbandoned(path: string, host: string, pid: number): Promise<boolean> {
  if (host === HOST && !isRunning(pid)) return true;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity })); // gone meanwhile: nothing to remove
  return Date.now() - mtimeMs > STALE_AFTER_MILLISECONDS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's process, but it runs
  }
}
