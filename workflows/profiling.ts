import type { RetrainRequest } from './retraining.js';

/** Workflow type, query and signal names: the contract between the API and the workers. */
export const PROFILE_WORKFLOW = 'profile';
export const PROFILE_PROGRESS_QUERY = 'progress';
export const PROFILE_PROGRESS_SIGNAL = 'profile-progress';

/** A dataset is looked at by one workflow at a time. */
export function profileWorkflowId(family: string, id: string): string {
  return `profile-${family}-${id}`;
}

export type ProfileWorkflowRequest = Required<Pick<RetrainRequest, 'family' | 'hyperparameters'>>;

/** What the worker tells the workflow meanwhile, and the progress query answers. */
export interface ProfileProgress {
  /** What is being done, for people. */
  readonly detail: string;
}
