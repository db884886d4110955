import type { Encoder } from './encoder.js';
import { openImageEncoder } from './image-encoder.js';
import type { ByInput, EncoderSpec } from './network.js';
import { openTextEncoder } from './text-encoder.js';

function openEncoder(spec: EncoderSpec, cacheFolder: string): Promise<Encoder> {
  return spec.kind === 'image' ? openImageEncoder(cacheFolder, spec) : openTextEncoder(cacheFolder);
}

/** An encoder, and what of an example it reads. */
export interface OpenEncoder {
  readonly spec: EncoderSpec;
  readonly encoder: Encoder;
}

/** @param cacheFolder where the set-up has put the converted backbones */
export async function openEncoders(specs: ByInput<EncoderSpec>, cacheFolder: string): Promise<ByInput<OpenEncoder>> {
  const opened = Object.entries(specs).map(
    async ([input, spec]) => [input, { spec, encoder: await openEncoder(spec, cacheFolder) }] as const,
  );
  return Object.fromEntries(await Promise.all(opened));
}
