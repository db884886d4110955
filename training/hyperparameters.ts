import { PlatformError } from '../platform/errors.js';
import type { FamilyParts } from './family-parts.js';
import type { CandidateRequest } from './retraining-steps.js';

/** The family's own hyperparameters with the request's on top. @throws PlatformError INVALID_HYPERPARAMETERS */
export function readHyperparameters(
  { family }: Pick<FamilyParts, 'family'>,
  request: Pick<CandidateRequest, 'family' | 'hyperparameters'>,
): Readonly<Record<string, unknown>> {
  const parsed = family.hyperparameters.safeParse(request.hyperparameters);
  if (parsed.success) return parsed.data as Readonly<Record<string, unknown>>;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || request.family}: ${issue.message}`);
  throw new PlatformError('INVALID_HYPERPARAMETERS', 400, problems.join('; '), 'hyperparameters');
}
