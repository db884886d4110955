import type { LabelVocabulary } from '../models/labels.js';
import type { Head } from './evaluation/decision.js';
import type { FamilyParts } from './family-parts.js';
import { ExampleFeatures, textsOf } from './features/example-features.js';
import { readHyperparameters } from './hyperparameters.js';
import { labelHeads } from './label-heads.js';
import type { ByInput, Phase, Network } from './network.js';
import { objectiveOf } from './objective.js';
import type { Objective } from './objective.js';
import { openEncoders } from './open-encoder.js';
import type { OpenEncoder } from './open-encoder.js';
import { loadDataset, rowsOf, truthOf } from './prepared-dataset.js';
import type { PreparedDataset, Split } from './prepared-dataset.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { featuresFolderOf } from './training-ports.js';
import type { TrainingPorts } from './training-ports.js';

/** Everything that is settled before the first batch. */
export interface TrainingSetting {
  readonly parts: FamilyParts;
  readonly request: CandidateRequest;
  readonly dataset: PreparedDataset;
  /** 0/1 [examples, labels] */
  readonly truth: Uint8Array;
  readonly rows: Readonly<Record<Split, readonly number[]>>;
  /** Of a multi-class family; empty for others. */
  readonly heads: readonly Head[];
  readonly objective: Objective;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly vocabulary: Omit<LabelVocabulary, 'labels'>;
  readonly phases: readonly Phase[];
  readonly encoders: ByInput<OpenEncoder>;
  readonly features: ExampleFeatures;
}

export async function prepareSetting(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<TrainingSetting> {
  const { family, network } = parts;
  const dataset = await loadDataset(ports.store, request.dataset);
  const rows = {
    train: rowsOf(dataset, 'train'),
    validation: rowsOf(dataset, 'validation'),
    test: rowsOf(dataset, 'test'),
  };
  const hyperparameters = readHyperparameters(parts, request);
  const encoders = await openEncoders(network.encoders(hyperparameters), ports.cacheFolder);
  const vocabulary = fitVocabulary(network, { dataset, rows, encoders, hyperparameters });
  const phases = network.phases(hyperparameters, vocabulary);
  const folders = { dataFolder: ports.dataFolder, featuresFolder: featuresFolderOf(ports) };
  const features = await ExampleFeatures.extract({ dataset, encoders, ...folders }, phases, context);
  const heads = labelHeads(family, dataset.labels);
  return {
    ...{ parts, request, dataset, rows, heads, hyperparameters, vocabulary, phases, encoders, features },
    objective: objectiveOf(family.task, heads),
    truth: truthOf(dataset),
  };
}

function fitVocabulary(
  network: Network,
  setting: Pick<TrainingSetting, 'dataset' | 'rows' | 'encoders' | 'hyperparameters'>,
): TrainingSetting['vocabulary'] {
  const texts = textsOf(setting.dataset);
  const examples = setting.rows.train.map((row) => texts[row]!);
  const reader = Object.values(setting.encoders).find(({ spec }) => spec.kind === 'text');
  return network.fitVocabulary({ examples, tokenizer: reader?.encoder.tokenizer ?? {} }, setting.hyperparameters);
}
