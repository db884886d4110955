import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stopping } from './run.mjs';
import { BrokenFileError } from './verify.mjs';

const SECONDS_WITHOUT_A_BYTE = 30;

/**
 * Downloads a file as it is.
 * @param {string} url
 * @param {string} place
 * @throws {BrokenFileError} when the connection broke off or went silent, which a second try may mend
 */
export async function download(url, place) {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error(`no byte came for ${SECONDS_WITHOUT_A_BYTE} s`));
  const timer = setTimeout(giveUp, SECONDS_WITHOUT_A_BYTE * 1000);
  try {
    const signal = AbortSignal.any([silence.signal, stopping.signal]);
    const response = await fetch(url, { signal }).catch(explain);
    if (!response.ok || response.body === null) throw new Error(`answered ${response.status} ${response.statusText}`);
    const body = Readable.fromWeb(/** @type {import('node:stream/web').ReadableStream} */ (response.body));
    body.on('data', () => timer.refresh());
    await pipeline(body, createWriteStream(place)).catch((error) => {
      throw new BrokenFileError(`broke off: ${silence.signal.aborted ? silence.signal.reason.message : error.message}`);
    });
  } finally {
    clearTimeout(timer);
  }
}

/** fetch hides what happened in the cause. @param {Error & { cause?: { code?: string } }} error @returns {never} */
function explain(error) {
  const code = error.cause?.code;
  throw new Error(code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'out of reach' : (code ?? error.message));
}
