import sharp from 'sharp';
import type { FieldValue, Fields, InputField, InputSpec } from '../../models/model-family.js';

/** Fields that any version of a family can be asked about, to load decoders and fill caches before somebody waits. */
export async function warmUpFields(input: InputSpec): Promise<Fields> {
  const entries = Object.entries(input).map(async ([name, field]) => [name, await anyValue(field)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function anyValue(field: InputField): Promise<FieldValue> {
  if (field.kind === 'image') {
    return sharp({ create: { width: 300, height: 450, channels: 3, background: '#808080' } })
      .jpeg()
      .toBuffer();
  }
  const text = 'A story about someone who warms up before the day begins. ';
  return text.repeat(Math.ceil(field.minCharacters / text.length) || 1).slice(0, field.maxCharacters);
}
