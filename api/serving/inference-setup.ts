import { z } from 'zod';
import { collectionName } from '../../platform/collection-name.js';
import { GoldenSchema, isRecordedWith } from '../../platform/golden.js';
import type { Golden } from '../../platform/golden.js';
import type { Manifest } from '../../platform/manifest.js';
import type { InferenceSetup } from './inference-messages.js';
import { VersionRefusedError } from './inference-thread.js';

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * What a version's threads start with, from its files.
 * @throws VersionRefusedError when they do not belong together, though each may be what was committed
 */
export function inferenceSetup(manifest: Manifest, files: Files): InferenceSetup {
  const golden = parse(GoldenSchema, files, 'golden.json');
  const vocabulary: unknown = parse(z.unknown(), files, 'vocabulary.json');
  if (!isRecordedWith(golden, fileOf(files, 'vocabulary.json'))) {
    throw new VersionRefusedError('its golden inputs were recorded with another vocabulary.json');
  }
  checkCollection(manifest, golden);
  return { family: manifest.family, vocabulary, model: fileOf(files, 'model.onnx'), golden };
}

/** Vectors of two versions never meet, whatever a manifest says. */
function checkCollection({ family, version, collection }: Manifest, { examples }: Golden): void {
  if (collection === null && examples.some(({ outputs }) => 'embedding' in outputs)) {
    throw new VersionRefusedError('it embeds, but its manifest names no vectors');
  }
  if (collection === null || collection === collectionName(family, version)) return;
  throw new VersionRefusedError(`its manifest names the vectors of another version, ${collection}`);
}

function parse<Value>(schema: z.ZodType<Value>, files: Files, name: string): Value {
  const bytes = fileOf(files, name);
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new VersionRefusedError(`its ${name} cannot be read`, { cause: error });
  }
}

function fileOf(files: Files, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new VersionRefusedError(`it has no ${name}`);
  return bytes;
}
