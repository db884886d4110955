import sharp from 'sharp';
import type { FamilySummary } from '../api/models/model.schema.js';
import { loadFamily } from '../models/catalog.js';
import type { PredictionAnswer } from '../api/predictions/prediction.schema.js';
import { encodeClip } from '../models/clip.js';
import type { DetectedObject, Feed, Feeds, Prediction } from '../models/model-family.js';
import { PlatformError } from '../platform/errors.js';
import { GoldenSchema, readGolden } from '../platform/golden.js';
import type { GoldenExample } from '../platform/golden.js';
import type { ApiClient } from './api-client.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import type { Verification, VersionCheck } from './verify-version.js';

const TOLERANCE = 1e-3; // other processors round differently, by far less than this
const ANY_STORY = 'A detective on a distant moon follows a robot that dreams.';

/**
 * Asks the running platform what its champion was asked when it was made. Pictures are put together again from the
 * recorded pixels, so the whole way is walked: upload, decoding, batching, the graph, decoding of the answer. Versions from
 * before texts were recorded have their tokens only; there any story must be answered, with the labels of the vocabulary.
 * @throws PlatformError NO_CHAMPION, or what keeps the API from answering for now; what it refuses for good is a problem
 */
export async function verifyServed(api: ApiClient, name: string): Promise<Verification> {
  const summary = await api.family(name);
  if (summary.champion === null) throw new PlatformError('NO_CHAMPION', 409, `${name} has no champion`, 'family');
  const { version } = summary.champion;
  const served = summary.serving?.version ?? null;
  const checks: VersionCheck[] = [{ name: 'served', problem: served === version ? null : notServed(summary) }];
  if (served === version) {
    for (const { form, expected, name: question } of await questionsOf(api, summary, version)) {
      checks.push({ name: question, problem: await problemWith(api, summary, version, form, expected) });
    }
  }
  return { family: name, version, isSound: checks.every(({ problem }) => problem === null), checks };
}

interface Question {
  readonly name: string;
  readonly form: FormData;
  /** What must be answered; without figures only their names count. */
  readonly expected: ReadonlyMap<string, number | undefined>;
}

/** The names and figures of an answer, each figure 0 to 1. */
type Answered = ReadonlyMap<string, number>;

async function questionsOf(api: ApiClient, { name, input }: FamilySummary, version: string): Promise<Question[]> {
  const file = (of: string) => api.versionFile(name, version, of);
  const [recorded, vocabulary] = await Promise.all([file('golden.json'), file('vocabulary.json')]);
  const examples = readGolden(GoldenSchema.parse(recorded));
  const codec = (await loadFamily(name)).open(vocabulary);
  const questions: Question[] = [];
  for (const [index, { outputs, ...asked }] of examples.entries()) {
    const form = await formOf(asked, input);
    if (form === undefined) continue;
    const expected = figuresOf(codec.decode({ ...outputs, ...sizeAsSeen(asked) }));
    questions.push({ name: `golden input ${index}`, form, expected });
  }
  if (questions.length > 0) return questions;
  const form = new FormData();
  for (const field of input) form.append(field.name, ANY_STORY);
  const labels = figuresOf(codec.decode(examples[0]!.outputs)).keys();
  return [{ name: 'a story', form, expected: new Map([...labels].map((label) => [label, undefined])) }];
}

/** @returns undefined when the input cannot be had back from what was recorded of it */
async function formOf(
  { feeds, texts }: Pick<GoldenExample, 'feeds' | 'texts'>,
  input: FamilySummary['input'],
): Promise<FormData | undefined> {
  const form = new FormData();
  for (const { name, kind } of input) {
    const text = texts?.[name];
    const picture = kind === 'image' ? await pictureOf(feeds) : undefined;
    if (kind === 'text' && text !== undefined) form.append(name, text);
    else if (picture !== undefined) form.append(name, picture, 'golden.png');
    else return undefined;
  }
  return form;
}

/** The one input that is made of bytes: a picture, maybe letterboxed, or the frames of one that moves. */
async function pictureOf({ frame, ...feeds }: Feeds): Promise<Blob | undefined> {
  const feed = Object.values(feeds).find(({ dtype }) => dtype === 'uint8');
  if (feed?.dtype !== 'uint8') return undefined;
  if (feed.shape.length === 4) return new Blob([Uint8Array.from(await encodeClip(feed.data, { isLossless: true }))]);
  const [height = 0, width = 0, channels] = feed.shape;
  if (channels !== 3) return undefined;
  const canvas = sharp(feed.data, { raw: { width, height, channels } });
  const picture = frame ? canvas.extract(areaOf(frame)) : canvas;
  return new Blob([Uint8Array.from(await picture.png().toBuffer())]);
}

function areaOf({ data }: Feed) {
  const [left = 0, top = 0, width = 0, height = 0] = Array.from(data, Number);
  return { left, top, width, height };
}

/** A letterboxed picture is sent as large as it lies on its canvas: so its answer's pixels are other ones. */
function sizeAsSeen({ feeds: { frame } }: Pick<GoldenExample, 'feeds'>): { size?: Float32Array } {
  if (!frame) return {};
  const { width, height } = areaOf(frame);
  return { size: Float32Array.of(width, height) };
}

/** @throws PlatformError for what says nothing of the version: nobody answers, or not yet */
async function predict(
  api: ApiClient,
  family: string,
  form: FormData,
): Promise<{ answer: PredictionAnswer } | { refusal: string }> {
  try {
    return { answer: await api.predict(family, form) };
  } catch (error) {
    if (exitCodeOf(error) === EXIT.notReached || !(error instanceof PlatformError)) throw error;
    return { refusal: `refused: ${error.message}` };
  }
}

async function problemWith(
  api: ApiClient,
  { name }: FamilySummary,
  version: string,
  form: FormData,
  expected: Question['expected'],
): Promise<string | null> {
  const asked = await predict(api, name, form);
  if ('refusal' in asked) return asked.refusal;
  const { answer } = asked;
  if (answer.version !== version) return `answered by ${answer.version}`;
  const answered = figuresOf(answer.prediction);
  const missing = [...expected.keys()].find((label) => !answered.has(label));
  if (missing !== undefined || answered.size !== expected.size) return 'answered with other labels';
  for (const [label, probability] of answered) {
    if (!(probability >= 0 && probability <= 1)) return `${label}: ${probability} is no probability`;
    const difference = Math.abs(probability - (expected.get(label) ?? probability));
    if (difference > TOLERANCE) return `${label}: ${difference.toPrecision(3)} away from what training recorded`;
  }
  return null;
}

function figuresOf(prediction: Prediction): Answered {
  if ('labels' in prediction) return new Map(prediction.labels.map(({ label, probability }) => [label, probability]));
  const certain = prediction.objects.filter(({ isPredicted }) => isPredicted);
  return new Map(certain.flatMap((object, index) => figuresOfObject(object, `${object.class} ${index + 1}`)));
}

const MANY_PIXELS = 1000; // an edge may be as far off, in thousandths of this, as a probability in thousandths

function figuresOfObject({ confidence, ...object }: DetectedObject, name: string): [string, number][] {
  const edges = (['left', 'top', 'right', 'bottom'] as const).map((edge): [string, number] => [
    `${name}, ${edge}`,
    object[edge] / MANY_PIXELS,
  ]);
  return [[name, confidence], ...edges];
}

function notServed({ serving, problem }: FamilySummary): string {
  return `${serving === null ? 'nothing is' : `${serving.version} is`} served${problem === null ? '' : `: ${problem}`}`;
}
