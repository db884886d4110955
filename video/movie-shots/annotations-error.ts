import { PlatformError } from '../../platform/errors.js';

/** A list of shots that is not in MovieShots' form, or that names nothing that is there. */
export class AnnotationsError extends PlatformError {
  constructor(reason: string) {
    super('INVALID_ANNOTATIONS', 422, `The annotations of MovieShots cannot be read: ${reason}`, 'folder');
  }
}
