import type { Settings } from '../../platform/environment.js';

/** Where everything lies, without the password that an address may hold. */
export function placesIn({
  MARQUEE_HOME: home,
  MARQUEE_ARTIFACTS: artifacts,
  MARQUEE_VECTORS: vectors,
}: Settings): string {
  const places = [`home ${home}`];
  if (artifacts !== undefined) places.push(`artifacts ${artifacts}`);
  if (vectors !== undefined) places.push(`vectors ${new URL(vectors).host}`);
  return places.join(', ');
}
