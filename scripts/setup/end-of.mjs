import { once } from 'node:events';

/**
 * Waits until a program that was started has ended.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null, output: string, errors: string, everything: string }>}
 *   what it wrote to its standard output, to its standard error, and to both in turn
 * @throws {Error} when it cannot be started
 */
export async function endOf(child) {
  const said = { output: '', errors: '', everything: '' };
  const listen = (/** @type {import('node:stream').Readable | null} */ stream, /** @type {'output' | 'errors'} */ to) =>
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said[to] += text;
      said.everything += text;
    });
  listen(child.stdout, 'output');
  listen(child.stderr, 'errors');
  try {
    const [code, signal] = await once(child, 'close');
    return { code, signal, ...said };
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw code === 'ENOENT' ? new Error(`${child.spawnfile} is not installed`) : error;
  }
}
