import { S3ServiceException } from '@aws-sdk/client-s3';
import { PlatformError } from './errors.js';

/** The condition of a put does not hold. Some servers say of If-Match on a missing object that there is no such key. */
export function isConflict(error: unknown): boolean {
  return statusOf(error) === 412 || isMissing(error);
}

/** Two conditional puts met: S3 asks one of them to come again. */
export function isBusy(error: unknown): boolean {
  return statusOf(error) === 409;
}

export function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && ['NotFound', 'NoSuchKey', 'NoSuchUpload'].includes(error.name);
}

/** What the SDK could not mend by trying again, as an error that tells people which server said what. */
export function translated(error: unknown, bucket: string): unknown {
  if (error instanceof PlatformError) return error;
  const status = statusOf(error);
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `The bucket ${bucket} cannot be used (${said})`;
  const isRefusal = status !== undefined && status >= 400 && status < 500 && status !== 429;
  const options = { cause: error };
  return isRefusal
    ? new PlatformError('ARTIFACTS_REFUSED', 502, message, undefined, options)
    : new PlatformError('ARTIFACTS_UNAVAILABLE', 503, message, undefined, options);
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
