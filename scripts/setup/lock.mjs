import { readFileSync } from 'node:fs';

/**
 * Every tool and asset that set-up provides beside the npm packages (those are pinned by package-lock.json).
 *
 * @typedef {{ kind: 'cache' } | { kind: 'mirror' }} NearSource `cache`: already there; `mirror`: folder MARQUEE_MIRROR
 * @typedef {{ kind: 'download', url: string }} DownloadSource the maker's own address
 * @typedef {{ kind: 'pip', requirement: string, arguments: readonly string[] }} PipSource the person's package index
 * @typedef {NearSource | DownloadSource | PipSource} Source
 * @typedef {{ title: string, version: string, licence: string, file: string, sha256: string, bytes: number,
 *   platforms?: readonly string[], sources: readonly Source[] }} Asset
 *
 * @typedef {{ file: string, sha256: string }} Archive
 * @typedef {{ kind: 'archive', url: string, archives: Readonly<Record<string, Archive>> }} ArchiveSource
 * @typedef {{ kind: 'go', module: string }} GoSource
 * @typedef {{ name: string, title: string, version: string, licence: string, file: string, sha256: null, note: string, says: string,
 *   bytes: number, sources: readonly (NearSource | ArchiveSource | GoSource)[] }} Program
 *
 * @typedef {{ kind: 'installed', names: readonly string[] } | { kind: 'cache' }
 *   | { kind: 'npm', package: string }} BrowserSource
 * @typedef {Omit<Asset, 'sources'> & { sources: readonly BrowserSource[] }} Browser
 *
 * @typedef {{ tensorflow: Asset, efficientnet: Asset, minilm: Asset, temporal: Program, ffmpeg: Asset, chromium: Browser,
 *   versitygw: Program, milvus: Asset, actionlint: Program }} Lock
 */

/** @type {Lock} */
export const lock = JSON.parse(readFileSync(new URL('lock.json', import.meta.url), 'utf8'));
