import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { InvalidDatasetError } from '../dataset.js';

const FILES = ['classes.json', 'data.yaml', 'data.yml', 'config.yaml', 'dataset.yaml', 'classes.txt'];
const NamesSchema = z.array(z.string().min(1)).min(1);

/**
 * What the class numbers of YOLO's labels mean: a list in `classes.json` or `classes.txt`, or `names:` of a `data.yaml`.
 * @throws InvalidDatasetError naming the file
 */
export async function readClassNames(root: string): Promise<string[]> {
  for (const name of FILES) {
    const file = join(root, name);
    const content = await readFile(file, 'utf8').catch(() => undefined);
    if (content !== undefined) return parse(content, file);
  }
  throw new InvalidDatasetError(`${root} has no names of its classes: expected one of ${FILES.join(', ')}`);
}

function parse(content: string, file: string): string[] {
  const names = NamesSchema.safeParse(parseList(content, file));
  if (names.success) return names.data;
  throw new InvalidDatasetError(`${file}: expected a list of class names`);
}

function parseList(content: string, file: string): unknown {
  if (file.endsWith('.txt')) return content.split('\n').flatMap((line) => line.trim() || []);
  if (file.endsWith('.json')) {
    try {
      return JSON.parse(content) as unknown;
    } catch {
      throw new InvalidDatasetError(`${file}: not JSON`);
    }
  }
  return namesOfYaml(content, file);
}

const YamlSchema = z.object({
  names: z.union([z.array(z.unknown()), z.record(z.coerce.number().int().min(0).max(99_999), z.unknown())]),
});

/** `names:` as a list, or by number. A class may be called by a number: digits are. */
function namesOfYaml(content: string, file: string): unknown[] {
  const parsed = YamlSchema.safeParse(parseYaml(content, file));
  if (!parsed.success) throw new InvalidDatasetError(`${basename(file)} has no names: ${file}`);
  const { names } = parsed.data;
  const byNumber: unknown[] = Array.isArray(names) ? names : Object.assign([], names);
  return Array.from(byNumber, (name) => (typeof name === 'number' ? String(name) : name));
}

function parseYaml(content: string, file: string): unknown {
  try {
    return load(content.replace(/^(?=[\]}])/gm, ' ')); // a bracket may close where its line begins, as in Python's YAML
  } catch (error) {
    throw new InvalidDatasetError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
