import type { Codec } from '../models/model-family.js';
import { LabelVocabularySchema } from '../models/labels.js';
import type { LabelVocabulary } from '../models/labels.js';
import type { FamilyParts } from './family-parts.js';

/** A vocabulary as stored: checked by its family, with the labels that every family's has. */
export interface StoredVocabulary {
  readonly codec: Codec;
  readonly labels: LabelVocabulary['labels'];
}

export function openVocabulary({ family }: Pick<FamilyParts, 'family'>, bytes: Uint8Array): StoredVocabulary {
  const vocabulary = family.vocabulary.parse(JSON.parse(new TextDecoder().decode(bytes)));
  return { codec: family.open(vocabulary), labels: LabelVocabularySchema.parse(vocabulary).labels };
}
