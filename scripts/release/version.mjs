const VERSION = /^v(\d+)\.(\d+)\.(\d+)$/;

/** @typedef {readonly [major: number, minor: number, patch: number]} Version */

/**
 * The version after the newest of the tags; 0.1.0 where there is none.
 * @param {readonly string[]} tags what is no `v1.2.3` does not count
 * @param {string} increment major, minor or patch
 * @returns {string} without the v
 * @throws {Error} for another increment
 */
export function nextVersion(tags, increment) {
  const newest = tags
    .map(versionOf)
    .filter((version) => version !== undefined)
    .sort(compare)
    .at(-1);
  const [major, minor, patch] = newest ?? [0, 0, 0];
  const next = {
    major: `${major + 1}.0.0`,
    minor: `${major}.${minor + 1}.0`,
    patch: `${major}.${minor}.${patch + 1}`,
  }[increment];
  if (next === undefined) throw new Error(`${increment}: expected major, minor or patch`);
  return newest === undefined ? '0.1.0' : next;
}

/** @param {string} tag `v1.2.3` @returns {string} without the v @throws {Error} */
export function versionOfTag(tag) {
  if (!VERSION.test(tag)) throw new Error(`${tag}: expected a tag like v1.2.3`);
  return tag.slice(1);
}

/** Registries take lower case only. @param {string} registry @param {string} prefix @returns {string} */
export function imagesAt(registry, prefix) {
  return [registry, prefix]
    .map((part) => part.toLowerCase().replaceAll(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
}

/** @param {string} tag @returns {Version | undefined} */
function versionOf(tag) {
  const [, major, minor, patch] = VERSION.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** @param {Version} left @param {Version} right */
function compare(left, right) {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
