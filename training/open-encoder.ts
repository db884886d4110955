import type { Encoder } from './encoder.js';
import { openImageEncoder } from './image-encoder.js';
import type { Network } from './network.js';
import { openTextEncoder } from './text-encoder.js';

const OPENERS: Readonly<Record<Network['encoder']['kind'], (cacheFolder: string) => Promise<Encoder>>> = {
  image: openImageEncoder,
  text: openTextEncoder,
};

/** The encoder that a network asks for. @param cacheFolder where the set-up has put the converted backbones */
export function openEncoder({ encoder }: Pick<Network, 'encoder'>, cacheFolder: string): Promise<Encoder> {
  return OPENERS[encoder.kind](cacheFolder);
}
