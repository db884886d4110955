import type { ProfileRecord } from '../../platform/datasets/dataset-profile.js';
import { profileIdOf } from '../../platform/datasets/profile-store.js';
import { PlatformError } from '../../platform/errors.js';
import type { ArtifactStore } from '../../platform/artifact-store.js';
import { loadDataset } from '../prepared-dataset.js';
import type { CandidateRequest, RetrainingSteps, StepContext } from '../retraining-steps.js';
import { profileDataset } from './profile-dataset.js';
import type { ProfilePorts } from './profile-dataset.js';

export type ProfileRequest = Pick<CandidateRequest, 'family' | 'hyperparameters'>;

export interface FamilyProfilePorts extends ProfilePorts {
  readonly store: ArtifactStore;
  readonly steps: Pick<RetrainingSteps, 'prepareDataset'>;
}

/** Reads a family's examples as a retraining would, looks at them, and keeps what was seen; also that there was nothing to see. */
export async function profileFamily(
  { family, hyperparameters }: ProfileRequest,
  ports: FamilyProfilePorts,
  context: StepContext,
): Promise<void> {
  const started = performance.now();
  const seen = await look({ family, hyperparameters }, ports, context);
  await ports.profiles.write({
    ...{ family, id: profileIdOf(hyperparameters), hyperparameters: { ...hyperparameters } },
    createdAt: new Date().toISOString(),
    seconds: (performance.now() - started) / 1000,
    ...seen,
  });
}

async function look(
  { family, hyperparameters }: ProfileRequest,
  ports: FamilyProfilePorts,
  context: StepContext,
): Promise<Pick<ProfileRecord, 'problem' | 'profile'>> {
  try {
    const { dataset, tooFew } = await ports.steps.prepareDataset(family, context, hyperparameters);
    if (dataset === null) return { problem: tooFew, profile: null };
    const profile = await profileDataset(await loadDataset(ports.store, dataset), ports, context);
    return { problem: tooFew, profile };
  } catch (error) {
    if (error instanceof PlatformError && error.status < 500) return { problem: error.message, profile: null };
    throw error;
  }
}
