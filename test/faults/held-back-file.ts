import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { eventually } from '../retraining/eventually.js';

/** A small file that whoever reads it has to wait for: a named pipe lies in its place. */
export class HeldBackFile {
  #writer: FileHandle | undefined;

  private constructor(private readonly path: string) {}

  static async at(path: string): Promise<HeldBackFile> {
    await rename(path, `${path}.aside`);
    execFileSync('mkfifo', [path]);
    return new HeldBackFile(path);
  }

  /** Settles when somebody waits for it. */
  async isAskedFor(): Promise<void> {
    // A pipe without a reader refuses writers that do not want to wait.
    const asWriter = () => open(this.path, constants.O_WRONLY | constants.O_NONBLOCK).catch(() => undefined);
    this.#writer = await eventually(asWriter, (writer) => writer !== undefined);
  }

  /** Lets the one who waits read what was there, once. */
  async give(): Promise<void> {
    await this.#writer?.writeFile(await readFile(`${this.path}.aside`));
    await this.#writer?.close();
    this.#writer = undefined;
  }

  async putBack(): Promise<void> {
    await this.#writer?.close();
    await rm(this.path);
    await rename(`${this.path}.aside`, this.path);
  }
}
