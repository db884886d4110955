import type { Encoder } from '../encoder.js';
import type { FeatureSource, Phase } from '../network.js';
import { rowsOf } from '../prepared-dataset.js';
import type { PreparedDataset } from '../prepared-dataset.js';
import type { StepContext } from '../retraining-steps.js';
import { extractFeatures } from './extract-features.js';
import type { PreparedField } from './extract-features.js';
import { SparseTable } from './feature-table.js';
import type { FeatureTable, DenseTable } from './feature-table.js';
import { fitStandardisation, standardise } from './standardisation.js';
import type { Standardisation } from './standardisation.js';

export interface FeatureSetting {
  readonly dataset: PreparedDataset;
  readonly encoder: Encoder;
  /** The input field that the encoder reads. */
  readonly field: string;
  readonly dataFolder: string;
  readonly featuresFolder: string;
}

type Tables = Record<string, FeatureTable>;

/** The features of a dataset's examples, a row for each, in every form that a phase asks for. */
export class ExampleFeatures {
  readonly standardisation: Standardisation;
  readonly #standardised: DenseTable;

  private constructor(
    private readonly setting: FeatureSetting,
    private readonly context: StepContext,
    private readonly embedding: DenseTable,
  ) {
    this.standardisation = fitStandardisation(embedding, rowsOf(setting.dataset, 'train'));
    this.#standardised = standardise(embedding, this.standardisation);
  }

  static async extract(setting: FeatureSetting, context: StepContext): Promise<ExampleFeatures> {
    return new ExampleFeatures(setting, context, await extract(setting, context));
  }

  /** What a phase's model is trained on. */
  forTraining(phase: Phase): Promise<Tables> {
    return this.#tables(phase, this.#standardised);
  }

  /** What the served model is fed: the same, but as the encoder gives it. */
  forServing(phase: Phase): Promise<Tables> {
    return this.#tables(phase, this.embedding);
  }

  async #tables({ features }: Phase, embedding: DenseTable): Promise<Tables> {
    const tables: Tables = {};
    for (const [input, source] of Object.entries(features)) tables[input] = await this.#table(source, embedding);
    return tables;
  }

  #table(source: FeatureSource, embedding: DenseTable): FeatureTable | Promise<FeatureTable> {
    if (source.kind === 'embedding') return embedding;
    if (source.kind === 'activation') return extract(this.setting, this.context, source.before);
    return new SparseTable(textsOf(this.setting.dataset, this.setting.field).map(source.row), source.width);
  }
}

/** The texts of a field, [examples]; empty where the field is a file. */
export function textsOf(dataset: Pick<PreparedDataset, 'examples'>, field: string): string[] {
  return fieldsOf(dataset, field).map((value) => ('text' in value ? value.text : ''));
}

async function extract(
  { dataset, encoder, field, dataFolder, featuresFolder }: FeatureSetting,
  context: StepContext,
  before?: string,
): Promise<DenseTable> {
  const extractor = await encoder.extractor(before);
  try {
    const request = { fields: fieldsOf(dataset, field), noun: `${field}s`, dataFolder, featuresFolder };
    return await extractFeatures(extractor, request, context);
  } finally {
    await extractor.close();
  }
}

function fieldsOf({ examples }: Pick<PreparedDataset, 'examples'>, field: string): PreparedField[] {
  return examples.map(({ id, fields }) => {
    const value = fields[field];
    if (!value) throw new Error(`Example ${id} has no ${field}`);
    return value;
  });
}
