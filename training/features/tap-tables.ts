import type { View } from '../../models/letterbox.js';
import type { OpenEncoder } from '../open-encoder.js';
import type { ByInput, Tap } from '../network.js';
import type { StepContext } from '../retraining-steps.js';
import type { Sample } from '../samples.js';
import { extractPlaces } from './extract-features.js';
import type { FeatureRequest, PreparedField } from './extract-features.js';
import type { FeaturePlace } from './feature-cache.js';
import { FeatureRows } from './feature-rows.js';
import { TapTable } from './tap-table.js';

export interface TapSetting {
  readonly encoder: OpenEncoder;
  /** By the model's input; all of them tap this encoder. */
  readonly sources: ByInput<Tap>;
  readonly samples: readonly Sample[];
  /** Of each example. */
  readonly pictures: readonly PreparedField[];
  readonly folders: Pick<FeatureRequest, 'dataFolder' | 'featuresFolder'>;
}

/** What the encoder's layers give for every sample, a table for each of the model's inputs. */
export async function tapTables(
  { encoder: { encoder }, sources, samples, pictures, folders }: TapSetting,
  context: StepContext,
): Promise<Record<string, TapTable>> {
  if (!encoder.taps) throw new Error(`${encoder.reference.name} has no layers that can be tapped`);
  const places: FeaturePlace[] = [];
  let shapes: readonly (readonly number[])[] = [];
  for (const [view, examples] of byView(samples)) {
    const extractor = await encoder.taps(Object.values(sources), view);
    shapes = extractor.shapes;
    try {
      const request = { fields: examples.map((example) => pictures[example]!), noun: 'pictures', ...folders };
      for (const place of await extractPlaces(extractor, request, context)) places.push(place);
    } finally {
      await extractor.close();
    }
  }
  const width = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const rows = new FeatureRows(places, width);
  let offset = 0;
  const tables: Record<string, TapTable> = {};
  for (const [index, input] of Object.keys(sources).entries()) {
    const shape = shapes[index]!;
    tables[input] = new TapTable(rows, shape, offset);
    offset += sizeOf(shape);
  }
  return tables;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The samples of one view stand together, so that this is their order. */
function byView(samples: readonly Sample[]): Map<View, number[]> {
  const examples = new Map<View, number[]>();
  for (const { example, view } of samples) {
    const known = examples.get(view);
    if (known) known.push(example);
    else examples.set(view, [example]);
  }
  return examples;
}
