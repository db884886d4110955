import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEGABYTE = new Uint8Array(2 ** 20);

/** A real file system of a few megabytes, which a spec can fill up and make read-only. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Whether this user may mount one: root and whoever may use sudo without a password, and not in every container. */
  static isPossible(): boolean {
    try {
      SmallDisk.mount().remove();
      return true;
    } catch {
      return false;
    }
  }

  static mount(megabytes = 8): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'marquee-disk-'));
    try {
      asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,uid=${process.getuid!()}`, 'marquee', folder);
      return new SmallDisk(folder);
    } catch (error) {
      rmdirSync(folder);
      throw error;
    }
  }

  /** To the last byte. */
  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (let size = MEGABYTE.length; size >= 1;) {
        try {
          writeSync(file, MEGABYTE, 0, size);
        } catch {
          size = Math.floor(size / 2);
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#filler, { force: true });
  }

  makeReadOnly(): void {
    asRoot('mount', '-o', 'remount,ro', this.folder);
  }

  makeWritable(): void {
    asRoot('mount', '-o', 'remount,rw', this.folder);
  }

  remove(): void {
    asRoot('umount', '--lazy', this.folder);
    rmdirSync(this.folder);
  }

  get #filler(): string {
    return join(this.folder, 'filler');
  }
}

/** A suite on small disks; where this user may mount none it is left out, and the log says so. */
export function describeOnSmallDisks(name: string, suite: () => void): void {
  const isPossible = SmallDisk.isPossible();
  if (!isPossible) process.stderr.write(`SKIPPED: ${name} is full or read-only, since this user may not mount one\n`);
  (isPossible ? describe : describe.skip)(name, suite);
}

function asRoot(...command: string[]): void {
  const [program = '', ...args] = process.getuid!() === 0 ? command : ['sudo', '--non-interactive', ...command];
  execFileSync(program, args, { stdio: 'pipe' });
}
