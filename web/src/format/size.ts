const STEP = 1_000;

/** "340 B", "12.4 kB", "3.6 MB". */
export function fileSize(bytes: number): string {
  if (bytes < STEP) return `${bytes} B`;
  if (bytes < STEP * STEP) return `${(bytes / STEP).toFixed(1)} kB`;
  return `${(bytes / STEP / STEP).toFixed(1)} MB`;
}

export const count = (value: number) => value.toLocaleString('en');

/** "1 fold", "5 folds". */
export const counted = (value: number, what: string) => `${count(value)} ${what}${value === 1 ? '' : 's'}`;
