import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { loadFamilies } from '../../models/catalog.js';
import type { Fields } from '../../models/model-family.js';
import { sha256 } from '../../platform/content-hash.js';
import { PlatformError } from '../../platform/errors.js';
import { writeGolden } from '../../platform/golden.js';
import type { GoldenExample } from '../../platform/golden.js';
import { jsonBytes } from '../../platform/json-bytes.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import { ScorecardSchema } from '../../platform/scorecard.js';
import { timestampId } from '../../platform/timestamp-id.js';
import { ServedGraph } from '../served-graph.js';
import { importedCard } from './imported-card.js';
import { wrapDetector } from './wrap-detector.js';

/** From which an object counts: nothing here was measured, so what detectors are used with anyway. */
const USUAL_THRESHOLD = 0.25;

export interface DetectorImport {
  /** The ONNX file. */
  readonly detector: Uint8Array;
  /** Which family's version it becomes: one that answers with objects. */
  readonly family: string;
  readonly names?: readonly string[] | undefined;
  /** Encoded images to record the answers of, so that serving can be checked against them; without any a grey one. */
  readonly pictures?: readonly Uint8Array[];
}

/**
 * Publishes somebody else's detector as a version like any other: verified by its golden inputs, served once it is made
 * champion. It has no figures, since it was measured on nothing here.
 * @returns the version's name
 * @throws PlatformError FAMILY_NOT_FOUND, NO_DETECTOR, UNSUPPORTED_DETECTOR; InvalidInputError for a picture that is none
 */
export async function importDetector(
  { detector, family: name, names, pictures = [] }: DetectorImport,
  registry: ModelRegistry,
): Promise<string> {
  const family = (await loadFamilies()).get(name);
  if (!family) throw new PlatformError('FAMILY_NOT_FOUND', 404, `There is no model family ${name}`, 'family');
  if (family.task !== 'detection') {
    throw new PlatformError('NO_DETECTOR', 422, `${name} does not answer with objects`, 'family');
  }
  const startedAt = new Date();
  const { model, canvas, labels } = await wrapDetector(detector, names);
  const vocabulary = jsonBytes(
    family.vocabulary.parse({ canvas, labels: labels.map((label) => ({ label, threshold: USUAL_THRESHOLD })) }),
  );
  const codec = family.open(family.vocabulary.parse(JSON.parse(new TextDecoder().decode(vocabulary))));
  const shown = pictures.length > 0 ? pictures : [await greyPicture(canvas)];
  const golden = jsonBytes(writeGolden(await answersTo(shown, model, codec), vocabulary));
  const version = timestampId(startedAt, randomUUID());
  const scorecard = jsonBytes(unmeasured(name, version, family.headline, labels));
  const hash = sha256(detector);
  const card = importedCard({ family, version, hash, labels, threshold: USUAL_THRESHOLD });
  const files = {
    'model.onnx': model,
    'vocabulary.json': vocabulary,
    'golden.json': golden,
    'scorecard.json': scorecard,
    'model-card.md': new TextEncoder().encode(card),
  };
  for (const [file, bytes] of Object.entries(files)) await registry.writeFile(name, version, file, bytes);
  await registry.commit({
    ...{ family: name, version, createdAt: new Date().toISOString(), collection: null },
    lineage: {
      dataset: { key: 'imported', hash, counts: { train: 0, validation: 0, test: 0 } },
      ...{
        parentVersion: null,
        backbones: [],
        hyperparameters: {},
        overrides: {},
        seed: 0,
        gitCommit: null,
        libraries: {},
      },
      durationSeconds: (Date.now() - startedAt.getTime()) / 1000,
    },
  });
  return version;
}

async function answersTo(
  pictures: readonly Uint8Array[],
  model: Uint8Array,
  codec: { encode(fields: Fields): Promise<GoldenExample['feeds']> },
): Promise<GoldenExample[]> {
  const graph = await ServedGraph.open(model);
  try {
    const examples: GoldenExample[] = [];
    for (const image of pictures) {
      const feeds = await codec.encode({ image });
      examples.push({ feeds, outputs: await graph.answer(feeds) });
    }
    return examples;
  } finally {
    await graph.close();
  }
}

function greyPicture(canvas: number): Promise<Uint8Array> {
  return sharp({ create: { width: canvas, height: canvas, channels: 3, background: '#808080' } })
    .png()
    .toBuffer();
}

function unmeasured(family: string, version: string, headline: string, labels: readonly string[]) {
  const split = { examples: 0, metrics: {}, baseline: {}, perLabel: [], perKind: [] };
  return ScorecardSchema.parse({
    ...{ family, version, headline, labels, labelsLeftOut: [], similarity: null },
    ...{ validation: split, test: split },
  });
}
