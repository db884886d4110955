import type { PutConditions } from './artifact-store.js';
import { ArtifactConflictError } from './errors.js';

/**
 * Whether a put may go ahead, given what the key holds now.
 * @throws ArtifactConflictError
 */
export function checkPutConditions(key: string, conditions: PutConditions, currentEtag: string | undefined): void {
  if (conditions.ifNoneMatch !== undefined && currentEtag !== undefined) {
    throw new ArtifactConflictError(key, 'nothing there yet');
  }
  if (conditions.ifMatch !== undefined && conditions.ifMatch !== currentEtag) {
    throw new ArtifactConflictError(key, `etag ${conditions.ifMatch}`);
  }
}
