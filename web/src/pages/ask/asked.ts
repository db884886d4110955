import { createContext, useContext } from 'react';
import type { Asked } from '../../api/predictions';
import type { FamilySummary, Fields } from '../../api/types';

export interface AskedContextValue {
  /** What stands in the fields, by field name: families with a field in common share it. */
  readonly draft: Fields;
  readonly setDraft: (name: string, value: File | string | undefined) => void;
  /** What each family was asked last. */
  readonly asked: Readonly<Record<string, Asked>>;
  readonly ask: (family: FamilySummary, fields: Fields) => void;
}

/** Outlives the page, so that "back" from a similar movie finds the question and its answer again. */
export const AskedContext = createContext<AskedContextValue | undefined>(undefined);

export function useAsked(): AskedContextValue {
  const value = useContext(AskedContext);
  if (!value) throw new Error('useAsked needs an AskedProvider around it');
  return value;
}
