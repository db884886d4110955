import { z } from 'zod';
import type { ModelFamily } from '../../models/model-family.js';
import { Families } from '../../api/models/families.js';

/** A family of texts, different where a spec says so. */
export function fakeFamily(different: Partial<ModelFamily> = {}): ModelFamily {
  return {
    name: 'f',
    title: 'F',
    subject: 'Texts',
    summary: 'From a text to a label.',
    card: { use: 'Specs.', data: 'None.', limits: ['Everything.'] },
    input: { text: { kind: 'text', title: 'Text', minCharacters: 3, maxCharacters: 20 } },
    task: 'multi-label',
    headline: 'macroAuc',
    recommends: false,
    hyperparameters: z.strictObject({}),
    vocabulary: z.unknown(),
    open: () => ({ encode: () => Promise.resolve({}), decode: () => ({ labels: [] }) }),
    ...different,
  };
}

export function familiesOf(...families: readonly ModelFamily[]): Families {
  return new Families(new Map(families.map((family) => [family.name, family])));
}
