import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import type { z } from 'zod';
import { InvalidDatasetError } from '../../dataset.js';

/** Reads a CSV file with a header. @throws InvalidDatasetError naming the file and the line that is wrong */
export async function readCsv<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  // some editions repeat a column's name or quote carelessly; what is wrong in a column that is asked for, the schema says
  const parser = createReadStream(file).pipe(parse({ columns: true, bom: true, relax_quotes: true, info: true }));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: unknown; info: { lines: number } }>) {
      rows.push(checkRow(record, `${file}, line ${info.lines}`, schema));
    }
  } catch (error) {
    if (error instanceof CsvError) throw new InvalidDatasetError(`${file}: ${error.message}`);
    throw error;
  }
  return rows;
}

/** The first file of a folder whose name fits, in alphabetical order. */
export async function findFile(folder: string, pattern: RegExp): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  const found = names.sort().find((name) => pattern.test(name));
  return found && join(folder, found);
}

function checkRow<Row>(record: unknown, where: string, schema: z.ZodType<Row>): Row {
  const row = schema.safeParse(record);
  if (row.success) return row.data;
  throw new InvalidDatasetError(
    `${where}: ${row.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  );
}
