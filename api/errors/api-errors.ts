import { PlatformError } from '../../platform/errors.js';

export class UnknownFamilyError extends PlatformError {
  constructor(family: string, known: readonly string[]) {
    super('UNKNOWN_FAMILY', 404, `No model family named ${family}; there are ${known.join(', ')}`, 'family');
  }
}

/** What a schema says of a value that it refuses. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A parameter or a body that does not have the shape it should have. */
export class InvalidRequestError extends PlatformError {
  constructor(message: string, field?: string) {
    super('INVALID_REQUEST', 400, message, field);
  }

  /** @param within the field whose schema found the problem; undefined for the whole body or all parameters */
  static of(issue: Issue | undefined, within?: string): InvalidRequestError {
    const path = (issue?.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
    const field = [...(within === undefined ? [] : [within]), ...path].join('.') || undefined;
    return new InvalidRequestError(`${field ?? 'The request'}: ${issue?.message ?? 'is not as expected'}`, field);
  }
}

/** A page of another site wants to change something. */
export class ForeignOriginError extends PlatformError {
  constructor(origin = 'another site') {
    super('FOREIGN_ORIGIN', 403, `Only pages of this server may change something here, not those of ${origin}`);
  }
}

/** Asked under a name that is not this machine's, though only this machine is heard. */
export class UnknownHostError extends PlatformError {
  constructor(host: string) {
    super('UNKNOWN_HOST', 421, `This server is asked as localhost or 127.0.0.1, not as ${host}`);
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
