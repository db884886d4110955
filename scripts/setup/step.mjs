/** @typedef {{ did: string, bytes?: number }} Done what a step did, for people, and how big the thing is */

/**
 * One step of set-up: waits for what it needs, works, and prints a line: what, how, how big, how long.
 * @param {string} title
 * @param {readonly Promise<unknown>[]} needs
 * @param {(note: (text: string) => void) => Promise<Done>} work may print notes while it takes long
 * @returns {Promise<Done>}
 */
export async function step(title, needs, work) {
  await Promise.all(needs);
  const startedAt = performance.now();
  const note = (/** @type {string} */ text) => console.log(`  … ${title}: ${text}`);
  const done = await work(note);
  const seconds = (performance.now() - startedAt) / 1000;
  const size = done.bytes === undefined ? '' : `${Math.ceil(done.bytes / 1e6)} MB`;
  console.log(`  ✓ ${title.padEnd(32)} ${done.did.padEnd(28)} ${size.padStart(8)} ${duration(seconds).padStart(12)}`);
  return done;
}

/** @param {number} seconds */
export function duration(seconds) {
  const tenths = Math.round(seconds * 10);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const whole = Math.round(seconds); // before it is divided: 119.7 s are 2 min 0 s, not 1 min 60 s
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
