import { z } from 'zod';
import { MOVEMENTS, SCALES } from '../../models/shot-type/clip-feeds.js';
import { AnnotationsError } from './annotations-error.js';

const SPLITS = ['train', 'val', 'test'] as const;
export type AnnotatedSplit = (typeof SPLITS)[number];

/** A shot as MovieShots annotates it. */
export interface AnnotatedShot {
  readonly split: AnnotatedSplit;
  /** Name of the folder: an IMDb id. */
  readonly movie: string;
  /** Within the movie, as the list spells it: "0021". */
  readonly shot: string;
  readonly scale: (typeof SCALES)[number];
  readonly movement: (typeof MOVEMENTS)[number];
}

/** Spelt in any way: the list says Static where we say static. */
const label = <const Known extends string>(known: readonly Known[]) =>
  z.object({
    label: z.string().transform((said, context) => {
      const found = known.find((one) => one.toLowerCase() === said.trim().toLowerCase());
      if (found === undefined) context.addIssue({ code: 'custom', message: `expected one of ${known.join(', ')}` });
      return found ?? z.NEVER;
    }),
  });

const ShotSchema = z.looseObject({ scale: label(SCALES), movement: label(MOVEMENTS) });
/** Goes into names of files and folders. */
const NameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'expected letters, digits, _ or -');
const AnnotationsSchema = z.partialRecord(z.enum(SPLITS), z.record(NameSchema, z.record(NameSchema, ShotSchema)));

/**
 * `v1_split_trailer.json`: split -> movie -> shot -> `{ scale: { label }, movement: { label } }`.
 * @throws AnnotationsError naming the first thing that is not as it should be
 */
export function readAnnotations(text: string): AnnotatedShot[] {
  const parsed = AnnotationsSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    const reason = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
    throw new AnnotationsError(`${issue.path.join('.') || 'the file'}: ${reason}`);
  }
  return SPLITS.flatMap((split) =>
    Object.entries(parsed.data[split] ?? {}).flatMap(([movie, shots]) =>
      Object.entries(shots).map(([shot, { scale, movement }]) => {
        return { split, movie, shot, scale: scale.label, movement: movement.label };
      }),
    ),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AnnotationsError(`the file is no JSON (${(error as Error).message})`);
  }
}
