import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from './errors.js';

const STALE_AFTER_MILLISECONDS = 60_000; // a claim is held for a comparison and a rename: milliseconds
const GIVE_UP_AFTER_MILLISECONDS = STALE_AFTER_MILLISECONDS + 30_000; // longer than a dead writer's claim stands
const LONGEST_PAUSE_MILLISECONDS = 12;

/** When a writer first saw a file of another one, by `performance.now()`. */
type Sightings = Map<string, number>;

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
 * A writer shows its claim by renaming its draft, then looks around, and goes on only when its claim is the only one:
 * of two writers at least the later one sees the other. Of several that see each other all but the first in name order
 * withdraw, so one of them always gets on. `commit` gets the claim's path and ends by renaming it to its final name.
 * That makes a claim safe to take away: an owner that was thought dead but only slept finds its claim gone, its rename
 * fails with ENOENT, and it starts over. A claim whose owner was killed is removed by whoever sees it next.
 */
export async function withClaim<Value>(
  folder: string,
  name: string,
  draft: string,
  commit: (claim: string) => Promise<Value>,
): Promise<Value> {
  const deadline = performance.now() + GIVE_UP_AFTER_MILLISECONDS;
  const claim = claimName(draft);
  const seen: Sightings = new Map();
  while (performance.now() < deadline) {
    if ((await claimsOn(folder, name, seen)).length === 0) {
      await rename(join(folder, draft), join(folder, claim));
      if (await isLeftAlone(folder, name, claim, deadline, seen)) return await commit(join(folder, claim));
      await rename(join(folder, claim), join(folder, draft));
    }
    await pause();
  }
  throw new PlatformError('ARTIFACT_BUSY', 503, `${name} in ${folder} is being written by somebody else all the time`);
}

/** Waits until no other claim is there; gives up when one that comes first is. */
async function isLeftAlone(
  folder: string,
  name: string,
  claim: string,
  deadline: number,
  seen: Sightings,
): Promise<boolean> {
  while (performance.now() < deadline) {
    const others = (await claimsOn(folder, name, seen)).filter((other) => other !== claim);
    if (others.length === 0) return true;
    if (others.some((other) => other < claim)) return false;
    await pause();
  }
  return false;
}

/** Living claims on a name; what dead writers left of it is removed on the way. */
async function claimsOn(folder: string, name: string, seen: Sightings): Promise<string[]> {
  const claims: string[] = [];
  for (const fileName of await readdir(folder)) {
    const owned = OWNED.exec(fileName)?.groups;
    if (owned?.name !== name) continue;
    const seenAt = seen.get(fileName) ?? performance.now();
    seen.set(fileName, seenAt);
    if (await isAbandoned(join(folder, fileName), owned.host!, Number(owned.pid), seenAt)) {
      await rm(join(folder, fileName), { force: true });
    } else if (fileName.startsWith('~claim~')) claims.push(fileName);
  }
  return claims;
}

function pause(): Promise<void> {
  return sleep(1 + Math.random() * LONGEST_PAUSE_MILLISECONDS);
}

async function isAbandoned(path: string, host: string, pid: number, seenAt: number): Promise<boolean> {
  if (host === HOST && !isRunning(pid)) return true;
  if (performance.now() - seenAt > STALE_AFTER_MILLISECONDS) return true; // whatever a clock that was set back says
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
