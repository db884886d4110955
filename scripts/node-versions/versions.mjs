import { readFileSync } from 'node:fs';

/**
 * Every major version of Node that the tests run on, and what holds it: its maker's archive first, then, where there is
 * one, the wheel from PyPI. The same versions stand in package.json, under `engines`.
 * @typedef {Omit<import('../setup/lock.mjs').Asset, 'bytes'> & { bytes?: number }} NodeAsset
 * @type {Readonly<Record<string, readonly NodeAsset[]>>}
 */
export const VERSIONS = JSON.parse(readFileSync(new URL('versions.json', import.meta.url), 'utf8'));
