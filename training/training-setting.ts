import { provideImageBackbone } from './backbones/image-backbones.js';
import type { Head } from './evaluation/decision.js';
import type { FamilyParts } from './family-parts.js';
import { readHyperparameters } from './hyperparameters.js';
import { labelHeads } from './label-heads.js';
import type { ByInput } from './network.js';
import { objectiveOf } from './objective.js';
import type { Objective } from './objective.js';
import { openEncoders } from './open-encoder.js';
import type { OpenEncoder } from './open-encoder.js';
import { loadDataset, rowsOf, truthOf } from './prepared-dataset.js';
import type { PreparedDataset, Split } from './prepared-dataset.js';
import type { CandidateRequest } from './retraining-steps.js';
import { featuresFolderOf } from './training-ports.js';
import type { TrainingPorts } from './training-ports.js';

/** Everything that a request and its dataset settle, whichever examples are learned from. */
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
  readonly encoders: ByInput<OpenEncoder>;
  readonly dataFolder: string;
  readonly featuresFolder: string;
}

export async function prepareSetting(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
): Promise<TrainingSetting> {
  const { family, network } = parts;
  const dataset = await loadDataset(ports.store, request.dataset);
  const hyperparameters = readHyperparameters(parts, request);
  const heads = labelHeads(family, dataset.labels);
  const specs = network.encoders(hyperparameters);
  for (const spec of Object.values(specs)) {
    if (spec.kind === 'image' && spec.backbone !== undefined)
      await provideImageBackbone(spec.backbone, ports.cacheFolder, ports.dataFolder);
  }
  return {
    ...{ parts, request, dataset, heads, hyperparameters },
    truth: truthOf(dataset),
    rows: {
      train: rowsOf(dataset, 'train'),
      validation: rowsOf(dataset, 'validation'),
      test: rowsOf(dataset, 'test'),
    },
    objective: objectiveOf(family.task, heads),
    encoders: await openEncoders(specs, ports.cacheFolder),
    dataFolder: ports.dataFolder,
    featuresFolder: featuresFolderOf(ports),
  };
}
