import { sha256 } from '../../platform/content-hash.js';
import type { OpenEncoder } from '../open-encoder.js';
import type { ByInput, EncoderSpec, Encoding, FeatureSource, Measured, Phase, Texts } from '../network.js';
import type { PreparedDataset } from '../prepared-dataset.js';
import type { StepContext } from '../retraining-steps.js';
import { samplesOf } from '../samples.js';
import type { Sample } from '../samples.js';
import { extractFeatures } from './extract-features.js';
import type { PreparedField } from './extract-features.js';
import { SparseTable } from './feature-table.js';
import type { FeatureTable, DenseTable } from './feature-table.js';
import { measuring } from './measuring.js';
import { fitStandardisation, standardise } from './standardisation.js';
import type { Standardisation } from './standardisation.js';
import { tapTables } from './tap-tables.js';

export interface FeatureSetting {
  readonly dataset: PreparedDataset;
  /** By the model's input that each feeds. */
  readonly encoders: ByInput<OpenEncoder>;
  readonly dataFolder: string;
  readonly featuresFolder: string;
  /** What the rows of tapped encoders show; without them every example as it is. */
  readonly samples?: readonly Sample[];
}

type Tables = Record<string, FeatureTable>;

/** The features of a dataset's examples, a row for each, in every form that a phase asks for. */
export class ExampleFeatures {
  /** By encoder and layers: large, so that phases share them. */
  readonly #tapped: Record<string, Promise<Tables>> = {};

  private constructor(
    private readonly setting: FeatureSetting,
    private readonly context: StepContext,
    /** As the encoders give them, for those that a phase asks for an embedding. */
    private readonly embeddings: ByInput<DenseTable>,
  ) {}

  static async extract(
    setting: FeatureSetting,
    phases: readonly Phase[],
    context: StepContext,
  ): Promise<ExampleFeatures> {
    const embeddings: Record<string, DenseTable> = {};
    for (const [input, { kind }] of phases.flatMap(({ features }) => Object.entries(features))) {
      if (kind === 'embedding') embeddings[input] ??= await extract(setting, context, input, { kind });
    }
    return new ExampleFeatures(setting, context, embeddings);
  }

  /** Over these examples, of every embedding. */
  standardisations(rows: readonly number[]): ByInput<Standardisation> {
    return Object.fromEntries(
      Object.entries(this.embeddings).map(([input, table]) => [input, fitStandardisation(table, rows)]),
    );
  }

  /** What a phase's model is trained on. */
  forTraining(phase: Phase, standardisations: ByInput<Standardisation>): Promise<Tables> {
    return this.#tables(phase, (input) => standardise(this.embeddings[input]!, standardisations[input]!));
  }

  /** What the served model is fed: the same, but as the encoders give it. */
  forServing(phase: Phase): Promise<Tables> {
    return this.#tables(phase, (input) => this.embeddings[input]!);
  }

  async #tables({ features }: Phase, embedding: (input: string) => DenseTable): Promise<Tables> {
    const tables: Tables = {};
    for (const [input, source] of Object.entries(features)) {
      if (source.kind === 'tap') continue;
      tables[input] = source.kind === 'embedding' ? embedding(input) : await this.#table(input, source);
    }
    return { ...tables, ...(await this.#taps(features)) };
  }

  /** The inputs that tap one encoder get theirs from one pass. */
  async #taps(features: Phase['features']): Promise<Tables> {
    const tapping = Object.entries(features).flatMap(([input, source]) =>
      source.kind === 'tap' ? [[input, source] as const] : [],
    );
    const tables: Tables = {};
    for (const of of new Set(tapping.map(([, source]) => source.of))) {
      const { dataset, encoders, samples = samplesOf(dataset.examples.length, [], []), ...folders } = this.setting;
      const encoder = encoders[of]!;
      const sources = Object.fromEntries(tapping.filter(([, source]) => source.of === of));
      const pictures = valuesOf(dataset, encoder.spec);
      const taps = JSON.stringify(sources);
      this.#tapped[taps] ??= tapTables({ encoder, sources, samples, pictures, folders }, this.context);
      Object.assign(tables, await this.#tapped[taps]);
    }
    return tables;
  }

  #table(
    input: string,
    source: Exclude<FeatureSource, { kind: 'embedding' | 'tap' }>,
  ): FeatureTable | Promise<FeatureTable> {
    if (source.kind === 'measured') return measure(this.setting, this.context, source);
    if (source.kind !== 'sparse') return extract(this.setting, this.context, input, source);
    return new SparseTable(textsOf(this.setting.dataset).map(source.row), source.width);
  }
}

/** The texts of every example, by field. */
export function textsOf({ examples }: Pick<PreparedDataset, 'examples'>): Texts[] {
  return examples.map(({ fields }) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => ('text' in value ? [[name, value.text] as const] : [])),
    ),
  );
}

async function extract(
  { dataset, encoders, dataFolder, featuresFolder }: FeatureSetting,
  context: StepContext,
  input: string,
  encoding: Encoding,
): Promise<DenseTable> {
  const { spec, encoder } = encoders[input]!;
  const extractor = await encoder.extractor(encoding);
  try {
    const request = { fields: valuesOf(dataset, spec), noun: nounOf(spec), dataFolder, featuresFolder };
    return await extractFeatures(extractor, request, context);
  } finally {
    await extractor.close();
  }
}

function measure(
  { dataset, dataFolder, featuresFolder }: FeatureSetting,
  context: StepContext,
  source: Measured,
): Promise<DenseTable> {
  const request = { fields: fieldsOf(dataset, source.field), noun: `${source.field}s`, dataFolder, featuresFolder };
  return extractFeatures(measuring(source), request, context);
}

/** What the encoder reads of each example. */
function valuesOf(dataset: PreparedDataset, spec: EncoderSpec): PreparedField[] {
  if (spec.kind === 'text') return textsOf(dataset).map((fields) => asField(spec.text(fields)));
  return fieldsOf(dataset, spec.field);
}

function fieldsOf({ examples }: PreparedDataset, field: string): PreparedField[] {
  return examples.map(({ id, fields }) => {
    const value = fields[field];
    if (!value) throw new Error(`Example ${id} has no ${field}`);
    return value;
  });
}

function asField(text: string): PreparedField {
  return { text, sha256: sha256(new TextEncoder().encode(text)) };
}

/** For people: "features of 1,200 of 3,550 images". */
function nounOf(spec: EncoderSpec): string {
  return spec.kind === 'text' ? 'texts' : `${spec.field}s`;
}
