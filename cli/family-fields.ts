import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { FamilySummary } from '../api/models/model.schema.js';
import { PlatformError } from '../platform/errors.js';
import type { Shell } from './shell.js';
import { UsageError } from './usage-error.js';

type Field = FamilySummary['input'][number];

/**
 * The fields that the family's input names, given as options: `--image poster.jpg`, `--plot 'A robot …'`,
 * `--plot @plot.txt`, `--plot @-` for what comes in.
 * @param args what no command knows
 * @throws UsageError that names the fields there are; PlatformError FILE_UNREADABLE
 */
export async function readFamilyFields(
  { name: family, input }: FamilySummary,
  args: readonly string[],
  standardInput: Shell['input'],
): Promise<FormData> {
  const given = parse(family, input, args);
  const form = new FormData();
  for (const field of input) {
    const value = given[field.name];
    if (value === undefined && field.minCharacters === 0) continue;
    if (value === undefined) throw new UsageError(`${family} needs ${usageOf(input)}`, field.name);
    await append(form, field, value, standardInput);
  }
  return form;
}

function parse(family: string, input: readonly Field[], args: readonly string[]): Record<string, string | undefined> {
  const options = Object.fromEntries(input.map(({ name }) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split(/[.\n]/);
    throw new UsageError(`${reason}; ${family} takes ${usageOf(input)}`);
  }
}

function usageOf(input: readonly Field[]): string {
  return input.map(({ name, kind }) => `--${name} <${kind === 'image' ? 'file' : 'text or @file'}>`).join(' ');
}

async function append(form: FormData, { name, kind }: Field, value: string, standardInput: Shell['input']) {
  if (kind === 'text' && !value.startsWith('@')) return form.set(name, value);
  const path = value.replace(/^@/, '');
  const bytes = await (path === '-' ? gather(standardInput) : read(name, path));
  if (kind === 'text') form.set(name, bytes.toString());
  else form.set(name, new Blob([new Uint8Array(bytes)]), path === '-' ? name : basename(path));
}

async function read(field: string, path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PlatformError('FILE_UNREADABLE', 400, `${path} cannot be read (${code})`, field, { cause: error });
  }
}

async function gather(input: Shell['input']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
