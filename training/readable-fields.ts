import { join } from 'node:path';
import { DECODING, decodeImage } from '../models/image.js';
import { InvalidInputError } from '../models/model-family.js';
import type { FieldValue, InputField } from '../models/model-family.js';
import { readText } from '../models/text.js';
import { FeatureCache } from './features/feature-cache.js';

/** Which values serving would accept. An image has to be decoded to know, so the good ones are remembered by content. */
export class ReadableFields {
  readonly #found = new Set<string>();

  private constructor(private readonly known: FeatureCache) {}

  static async open(featuresFolder: string): Promise<ReadableFields> {
    return new ReadableFields(await FeatureCache.open(join(featuresFolder, `readable-${DECODING}`), 0));
  }

  /** @returns what is wrong with the value, for people; null when nothing is */
  async problemOf(name: string, field: InputField, value: FieldValue, sha256: string): Promise<string | null> {
    if (field.kind === 'image' && value.length > field.maxBytes) {
      return `${name} has ${value.length} bytes; at most ${field.maxBytes} are accepted`;
    }
    if (this.known.has(sha256)) return null;
    try {
      if (field.kind === 'text') {
        readText(value as string, name, field);
      } else {
        await decodeImage(value as Uint8Array, name);
        this.#found.add(sha256);
      }
      return null;
    } catch (error) {
      if (error instanceof InvalidInputError) return error.message;
      throw error;
    }
  }

  /** Remembers what was found since the last time. */
  async keep(): Promise<void> {
    await this.known.add([...this.#found], new Float32Array());
    this.#found.clear();
  }
}
