import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Asked } from '../../api/predictions';
import type { FamilySummary, Fields } from '../../api/types';
import { AskedContext } from './asked';

export function AskedProvider({ children }: { children: ReactNode }) {
  const [draft, setFields] = useState<Fields>({});
  const [asked, setAsked] = useState<Readonly<Record<string, Asked>>>({});

  const setDraft = useCallback(
    (name: string, value: File | string | undefined) =>
      setFields(({ [name]: _replaced, ...rest }) => (value === undefined ? rest : { ...rest, [name]: value })),
    [],
  );
  const ask = useCallback(
    (family: FamilySummary, fields: Fields) =>
      setAsked((before) => ({
        ...before,
        [family.name]: { id: String(Number(before[family.name]?.id ?? 0) + 1), fields },
      })),
    [],
  );
  const value = useMemo(() => ({ draft, setDraft, asked, ask }), [draft, setDraft, asked, ask]);
  return <AskedContext value={value}>{children}</AskedContext>;
}
