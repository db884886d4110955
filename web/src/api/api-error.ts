import type { ErrorBody } from './types';

/** What the API answered instead of a result, or that it could not be reached at all (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The input field at fault, if it is one. */
    readonly field?: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  static from(status: number, body: unknown): ApiError {
    if (isErrorBody(body)) return new ApiError(status, body.code, body.message, body.field);
    return new ApiError(status, 'UNEXPECTED_ANSWER', `The API answered with status ${status} and no explanation.`);
  }

  static unreachable(): ApiError {
    return new ApiError(0, 'UNREACHABLE', 'The API does not answer. It may be starting, or stopped.');
  }

  /** Asking again may help: nobody answered, or the server itself was in trouble. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 504;
  }
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'message' in body;
}
