import type { Codec, Feeds, Fields } from '../models/model-family.js';
import { readField } from './features/extract-features.js';
import { rowsOf } from './prepared-dataset.js';
import type { PreparedDataset, PreparedExample } from './prepared-dataset.js';

export interface EncodedExample {
  readonly row: number;
  readonly fields: Fields;
  readonly feeds: Feeds;
}

/** The first validation examples (all of them without a limit), read anew and encoded as serving encodes them. */
export async function* validationInputs(
  dataset: PreparedDataset,
  codec: Codec,
  dataFolder: string,
  limit = Infinity,
): AsyncGenerator<EncodedExample> {
  for (const row of rowsOf(dataset, 'validation').slice(0, limit)) {
    const fields = await readFields(dataset.examples[row]!, dataFolder);
    yield { row, fields, feeds: await codec.encode(fields) };
  }
}

async function readFields({ fields }: PreparedExample, dataFolder: string): Promise<Fields> {
  const values = Object.entries(fields).map(
    async ([name, field]) => [name, await readField(field, dataFolder)] as const,
  );
  return Object.fromEntries(await Promise.all(values));
}
