import type { Command } from 'commander';
import type { PredictionAnswer } from '../api/predictions/prediction.schema.js';
import type { CommandContext } from './context.js';
import { readFamilyFields } from './family-fields.js';
import { table } from './table.js';

export function addPredict(program: Command, context: CommandContext): void {
  program
    .command('predict')
    .description('ask a family about an input: --<field> <text or @file> for every field of its input')
    .usage('<family> --<field> <value> [options]')
    .argument('<family>')
    .allowUnknownOption() // the fields: the family's, not ours
    .allowExcessArguments()
    .action(async (family: string, _options: unknown, { args }: Command) => {
      const api = context.api();
      const fields = await readFamilyFields(await api.family(family), args.slice(1), context.shell.input);
      const answer = await api.predict(family, fields);
      context.report.answer(answer, describe(answer));
    });
}

function describe({ version, prediction: { labels }, notices }: PredictionAnswer): string[] {
  const rows = labels.map(({ label, probability, isPredicted }) => [
    isPredicted ? '✓' : ' ',
    label,
    `${(probability * 100).toFixed(1).padStart(5)} %`,
  ]);
  return [...table(rows), `version ${version}`, ...notices.map(({ message }) => message)];
}
