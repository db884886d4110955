import { createHash } from 'node:crypto';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

/** @throws UnreadableWeightsError when the bytes are not those that the conversion was made for */
export function verifySha256(bytes: Uint8Array, expected: string, name: string): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== expected) throw new UnreadableWeightsError(`${name} has sha256 ${found}, expected ${expected}`);
}
