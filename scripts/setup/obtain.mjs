import { fetchFrom, nameOf } from './sources.mjs';
import { BrokenFileError } from './verify.mjs';

/** How often a source that sent something broken is asked; one that is out of reach is asked once. */
const ATTEMPTS = 3;

/** No source had it; the message says what was tried and what the person can do. */
export class UnobtainableError extends Error {
  /** @param {{ title: string, version: string, file: string, sha256: string | null }} wanted @param {string[]} tried */
  constructor(wanted, tried) {
    const which = wanted.sha256 === null ? '' : ` (sha256 ${wanted.sha256})`;
    super(
      [
        `${wanted.title} ${wanted.version} could not be had. Tried, in this order:`,
        ...tried.map((line) => `  - ${line}`),
        `What you can do: mend the connection and start again, or put the file ${wanted.file}${which}`,
        `into a folder and name that folder in MARQUEE_MIRROR.`,
      ].join('\n'),
    );
    this.name = 'UnobtainableError';
  }
}

/**
 * The path of an asset's file, out of the first source that has it whole.
 * @param {import('./lock.mjs').Asset} asset
 * @param {import('./locations.mjs').Places} places
 * @throws {UnobtainableError}
 */
export function obtain(asset, places) {
  const attempts = asset.sources.map((source) => ({
    from: nameOf(source, places),
    attempt: () => fetchFrom(source, asset, places),
  }));
  return firstThatWorks(asset, attempts);
}

/**
 * @template T
 * @param {ConstructorParameters<typeof UnobtainableError>[0]} wanted
 * @param {readonly { from: string, attempt: () => Promise<T> }[]} attempts in order
 * @returns {Promise<{ result: T, from: string }>}
 * @throws {UnobtainableError}
 */
export async function firstThatWorks(wanted, attempts) {
  const tried = [];
  for (const { from, attempt } of attempts) {
    for (let count = 1; count <= ATTEMPTS; count++) {
      try {
        return { result: await attempt(), from };
      } catch (error) {
        const again = error instanceof BrokenFileError && count < ATTEMPTS;
        tried.push(`${from}: ${error instanceof Error ? error.message : String(error)}${again ? '; asked again' : ''}`);
        if (!again) break;
      }
    }
  }
  throw new UnobtainableError(wanted, tried);
}
