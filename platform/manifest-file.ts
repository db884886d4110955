import { sha256 } from './content-hash.js';
import { CorruptVersionError } from './errors.js';
import { jsonBytes } from './json-bytes.js';
import { ManifestSchema } from './manifest.js';
import type { Manifest } from './manifest.js';

/** `manifest.json` in the store: the manifest, and last the checksum of all before it, since no other file has its hash. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  const content = { ...manifest, checksum: checksumOf(manifest) };
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}

/**
 * The manifest that lies at `family` and `version`.
 * @throws CorruptVersionError when it cannot be read, is not what was committed, or belongs to another version
 */
export function decodeManifest(family: string, version: string, bytes: Uint8Array): Manifest {
  const { checksum, ...content } = jsonObject(bytes);
  const corrupt = (reason: string) => new CorruptVersionError(family, version, reason);
  // Only manifests from before there were checksums have none. What looks like one may be newer and damaged in that
  // very name, so that it must not hold anything that those did not.
  const schema = checksum === undefined ? ManifestSchema.strict() : ManifestSchema;
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw corrupt('its manifest cannot be read');
  if (checksum !== undefined && checksum !== checksumOf(content)) {
    throw corrupt('its manifest is not what was committed (its checksum differs)');
  }
  const manifest = parsed.data;
  if (manifest.family === family && manifest.version === version) return manifest;
  throw corrupt(`its manifest is that of version ${manifest.version} of ${manifest.family}`);
}

function checksumOf(content: object): string {
  return sha256(jsonBytes(content));
}

/** Nothing at all when the bytes are no JSON object. */
function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf8', { fatal: true }).decode(bytes));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
