import type { Command } from 'commander';
import type { PredictionAnswer } from '../api/predictions/prediction.schema.js';
import type { DetectedObject, LabelProbability } from '../models/model-family.js';
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

function describe({ version, prediction, milliseconds, notices }: PredictionAnswer): string[] {
  const rows = 'labels' in prediction ? prediction.labels.map(labelRow) : prediction.objects.map(objectRow);
  const answered = `version ${version}, ${Math.round(milliseconds)} ms`;
  return [...table(rows), answered, ...notices.map(({ message }) => message)];
}

function labelRow({ label, probability, isPredicted }: LabelProbability): string[] {
  return [mark(isPredicted), label, percent(probability)];
}

function objectRow({ left, top, right, bottom, confidence, isPredicted, ...object }: DetectedObject): string[] {
  const corners = [left, top, right, bottom].map((edge) => Math.round(edge));
  return [mark(isPredicted), object.class, percent(confidence), `${corners.join(', ')} px`];
}

const mark = (isPredicted: boolean) => (isPredicted ? '✓' : ' ');
const percent = (share: number) => `${(share * 100).toFixed(1).padStart(5)} %`;
