import { PlatformError } from '../../platform/errors.js';

/** A file of pretrained weights is not what its format, or its network, demands. */
export class UnreadableWeightsError extends PlatformError {
  constructor(reason: string) {
    super('WEIGHTS_UNREADABLE', 500, `The pretrained weights cannot be read: ${reason}`);
  }
}
