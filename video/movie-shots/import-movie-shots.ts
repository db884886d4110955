import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeClip } from '../../models/clip.js';
import { decodeFrames } from '../decode.js';
import { forNetwork, withoutBars } from '../pictures.js';
import { probeVideo } from '../probe.js';
import { FrameSamples } from '../shots/frame-samples.js';
import { VideoError } from '../video-errors.js';
import { AnnotationsError } from './annotations-error.js';
import { readAnnotations } from './read-annotations.js';
import type { AnnotatedShot } from './read-annotations.js';

export const ANNOTATIONS = 'v1_split_trailer.json';

export interface MovieShotsImport {
  /** Where ffmpeg is. */
  readonly program: string;
  /** Holds the annotations, and beside them (or in a folder of them, `trailer/` as published) a folder of clips per movie. */
  readonly folder: string;
  /** The data folder that `data_cleaned/` is made in. */
  readonly into: string;
  /** Called after every shot. */
  readonly report: (done: number, of: number) => void;
}

export interface ImportedShots {
  readonly train: number;
  readonly val: number;
  readonly test: number;
  /** Shots of the list whose clip is not there: films are often not all to be had. */
  readonly missing: number;
  /** Clips that cannot be read, and why. */
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Turns every annotated clip into one picture of eight frames that moves, in `data_cleaned/{train,val,test}/`, with a list
 * of the labels beside them. A clip that was turned before is not turned again, so an import that was stopped goes on.
 * @throws AnnotationsError when the list is missing or is none, or when not one clip is there
 */
export async function importMovieShots({ program, folder, into, report }: MovieShotsImport): Promise<ImportedShots> {
  const annotated = await readFile(join(folder, ANNOTATIONS), 'utf8').then(readAnnotations, (error: unknown) => {
    throw error instanceof AnnotationsError ? error : new AnnotationsError(`${join(folder, ANNOTATIONS)} is missing`);
  });
  const rows = { train: [] as string[], val: [] as string[], test: [] as string[] };
  const unreadable: { file: string; reason: string }[] = [];
  let missing = 0;
  for (const [index, shot] of annotated.entries()) {
    const clip = await findClip(folder, shot);
    if (clip === undefined) missing++;
    else {
      try {
        rows[shot.split].push(await importShot(program, clip, shot, into));
      } catch (error) {
        if (!(error instanceof VideoError)) throw error;
        unreadable.push({ file: clip, reason: error.message });
      }
    }
    report(index + 1, annotated.length);
  }
  if (missing === annotated.length) throw new AnnotationsError(`none of the ${missing} clips that it names is there`);
  for (const [split, lines] of Object.entries(rows)) await writeList(into, split, lines);
  return { train: rows.train.length, val: rows.val.length, test: rows.test.length, missing, unreadable };
}

async function findClip(folder: string, { movie, shot }: AnnotatedShot): Promise<string | undefined> {
  for (const place of [folder, join(folder, 'trailer')]) {
    for (const name of [`shot_${shot}.mp4`, `${shot}.mp4`]) {
      const file = join(place, movie, name);
      if (await exists(file)) return file;
    }
  }
  return undefined;
}

/** @returns its line in the list */
async function importShot(program: string, clip: string, shot: AnnotatedShot, into: string): Promise<string> {
  const { split, movie, shot: number, scale, movement } = shot;
  const file = `data_cleaned/${split}/${movie}_${number}.webp`;
  const path = join(into, file);
  if (!(await exists(path))) {
    await mkdir(join(into, 'data_cleaned', split), { recursive: true });
    await writeFile(`${path}.part`, await encodeClip(await readClip(program, clip), { isLossless: false }));
    await rename(`${path}.part`, path); // a file of that name is whole
  }
  return JSON.stringify({ file, movie, shot: number, scale, movement });
}

/** @returns uint8 [8,224,224,3] */
async function readClip(program: string, clip: string): Promise<Uint8Array> {
  const samples = new FrameSamples();
  for await (const frame of decodeFrames(program, clip, await probeVideo(program, clip))) samples.add(frame);
  const frames = samples.chosen();
  const crop = withoutBars(frames);
  return Buffer.concat(await Promise.all(frames.map((frame) => forNetwork(frame, crop))));
}

async function writeList(into: string, split: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  await writeFile(join(into, 'data_cleaned', split, 'labels.jsonl'), `${lines.join('\n')}\n`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
