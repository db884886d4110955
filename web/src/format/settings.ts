export type Settings = Record<string, string | number | boolean>;

/** `dataset=mine folds=3` as settings; undefined where it is something else. The family's own schema knows what is right. */
export function readSettings(text: string): Settings | undefined {
  const pairs = text.split(/\s+/).filter((pair) => pair !== '');
  const settings: Settings = {};
  for (const pair of pairs) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return undefined;
    settings[name] = valueOf(value);
  }
  return settings;
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return Number.isNaN(Number(text)) ? text : Number(text);
}
