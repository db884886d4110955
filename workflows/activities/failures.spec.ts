import { ApplicationFailure } from '@temporalio/activity';
import { InvalidInputError } from '../../models/model-family.js';
import { ArtifactNotFoundError, PlatformError } from '../../platform/errors.js';
import { asFailure } from './failures.js';

it.each([
  ['an artifact that is not there', new ArtifactNotFoundError('a/b'), 'ARTIFACT_NOT_FOUND'],
  ['input that cannot be read', new InvalidInputError('NOT_AN_IMAGE', 'image', 'no image'), 'NOT_AN_IMAGE'],
])('does not try again after %s', (_, error, type) => {
  expect(asFailure(error)).toMatchObject({ nonRetryable: true, type, message: error.message });
});

it('tries again when the platform was at fault, and keeps the code', () => {
  const failure = asFailure(new PlatformError('ARTIFACT_BUSY', 503, 'busy'));
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({ nonRetryable: false, type: 'ARTIFACT_BUSY' });
});

it('leaves other errors as they are, for Temporal to try again', () => {
  const error = new Error('socket hang up');
  expect(asFailure(error)).toBe(error);
});
