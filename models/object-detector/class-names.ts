import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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
  return namesOfYaml(content.split('\n'), file);
}

const UNQUOTED = /^(["']?)(.*)\1$/;
const unquoted = (text: string) => UNQUOTED.exec(text.trim())![2]!;

/** The three ways in which such files list names: in brackets, with dashes, by number. */
function namesOfYaml(lines: readonly string[], file: string): string[] {
  const start = lines.findIndex((line) => /^names\s*:/.test(line));
  if (start === -1) throw new InvalidDatasetError(`${basename(file)} has no names: ${file}`);
  const inline = lines[start]!.replace(/^names\s*:/, '')
    .replace(/\s#.*$/, '')
    .trim();
  const inBrackets = /^\[(.*)\]$/.exec(inline);
  if (inBrackets) return inBrackets[1]!.split(',').map(unquoted);
  const names: string[] = [];
  for (const [index, line] of lines.slice(start + 1).entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const item = /^\s*(?:-|(\d+)\s*:)\s+(.+?)\s*$/.exec(line.replace(/\s#.*$/, ''));
    if (!item) {
      if (/^\S/.test(line)) break; // the next key
      throw new InvalidDatasetError(`${file}, line ${start + index + 2}: expected "- name" or "0: name"`);
    }
    names[item[1] === undefined ? names.length : Number(item[1])] = unquoted(item[2]!);
  }
  return Array.from(names, (name) => name ?? '');
}
