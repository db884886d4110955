import type { LabelVocabulary } from '../models/labels.js';
import { PlatformError } from '../platform/errors.js';
import type { Encoder } from './encoder.js';
import type { FamilyParts } from './family-parts.js';
import { ExampleFeatures, textsOf } from './features/example-features.js';
import type { Phase } from './network.js';
import { openEncoder } from './open-encoder.js';
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
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly vocabulary: Omit<LabelVocabulary, 'labels'>;
  readonly phases: readonly Phase[];
  readonly encoder: Encoder;
  readonly features: ExampleFeatures;
}

export async function prepareSetting(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<TrainingSetting> {
  const { network } = parts;
  const { store, cacheFolder, dataFolder } = ports;
  const featuresFolder = featuresFolderOf(ports);
  const dataset = await loadDataset(store, request.dataset);
  const rows = {
    train: rowsOf(dataset, 'train'),
    validation: rowsOf(dataset, 'validation'),
    test: rowsOf(dataset, 'test'),
  };
  const hyperparameters = readHyperparameters(parts, request);
  const encoder = await openEncoder(network, cacheFolder);
  const { field } = network.encoder;
  const texts = textsOf(dataset, field);
  const training = { texts: rows.train.map((row) => texts[row]!), tokenizer: encoder.tokenizer };
  const vocabulary = network.fitVocabulary(training, hyperparameters);
  const features = await ExampleFeatures.extract({ dataset, encoder, field, dataFolder, featuresFolder }, context);
  const phases = network.phases(hyperparameters, vocabulary);
  return {
    ...{ parts, request, dataset, rows, vocabulary, phases, encoder, features },
    hyperparameters: hyperparameters as Readonly<Record<string, unknown>>,
    truth: truthOf(dataset),
  };
}

/** The family's own hyperparameters with the request's on top. @throws PlatformError INVALID_HYPERPARAMETERS */
function readHyperparameters({ family }: FamilyParts, request: CandidateRequest): unknown {
  const parsed = family.hyperparameters.safeParse(request.hyperparameters);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || request.family}: ${issue.message}`);
  throw new PlatformError('INVALID_HYPERPARAMETERS', 400, problems.join('; '), 'hyperparameters');
}
