import { InvalidArtifactKeyError } from './errors.js';

const SEGMENT = /^[A-Za-z0-9._-]{1,160}$/; // leaves room for what the file store adds to a name
const LONGEST_KEY = 900; // S3 ends at 1024 bytes, and a deployment may put a prefix before ours

/** @throws InvalidArtifactKeyError for anything that could leave the store or that some adapter could not hold */
export function checkArtifactKey(key: string): void {
  if (key.length > LONGEST_KEY || !key.split('/').every(isSegment)) throw new InvalidArtifactKeyError(key);
}

/** A prefix is the beginning of keys: whole segments, and the last one may be cut short or empty. */
export function checkArtifactPrefix(prefix: string): void {
  const segments = prefix.split('/');
  const last = segments.pop() ?? '';
  if (!segments.every(isSegment) || (last !== '' && !SEGMENT.test(last))) throw new InvalidArtifactKeyError(prefix);
}

function isSegment(segment: string): boolean {
  return SEGMENT.test(segment) && segment !== '.' && segment !== '..';
}
