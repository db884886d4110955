import { PlatformError } from '../../platform/errors.js';

export class UnknownFamilyError extends PlatformError {
  constructor(family: string, known: readonly string[]) {
    super('UNKNOWN_FAMILY', 404, `No model family named ${family}; there are ${known.join(', ')}`, 'family');
  }
}

/** A parameter or a body that does not have the shape it should have. */
export class InvalidRequestError extends PlatformError {
  constructor(message: string, field?: string) {
    super('INVALID_REQUEST', 400, message, field);
  }
}

/** A family that no version answers for yet. */
export class NoChampionError extends PlatformError {
  constructor(family: string) {
    super(
      'NO_CHAMPION',
      503,
      `No version of ${family} is served yet; start a retraining, or wait for the one that runs`,
    );
  }
}

/** More waits than can be answered soon. */
export class OverloadedError extends PlatformError {
  readonly retryAfterSeconds = 1;
  constructor(family: string) {
    super('OVERLOADED', 503, `Too many predictions of ${family} are waiting; try again in a second`);
  }
}

/** The inference threads did not answer, twice. Another try may succeed. */
export class InferenceUnavailableError extends PlatformError {
  readonly retryAfterSeconds = 1;
  constructor(reason: string) {
    super('INFERENCE_UNAVAILABLE', 503, `The model did not answer: ${reason}`);
  }
}
