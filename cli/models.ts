import type { Command } from 'commander';
import type { FamilySummary, VersionSummary } from '../api/models/model.schema.js';
import type { Interval } from '../platform/scorecard.js';
import type { CommandContext } from './context.js';
import { table } from './table.js';

export function addModels(program: Command, context: CommandContext): void {
  program
    .command('models')
    .description('list the families and what is served of each, or the versions of one')
    .argument('[family]')
    .action((family?: string) => (family === undefined ? families(context) : versions(context, family)));
}

async function families(context: CommandContext): Promise<void> {
  const found = await context.api().families();
  context.report.answer({ families: found }, table([['FAMILY', 'CHAMPION', 'SERVED', ''], ...found.map(familyRow)]));
}

async function versions(context: CommandContext, family: string): Promise<void> {
  const found = await context.api().versions(family);
  context.report.answer(
    { versions: found },
    table([['VERSION', 'VALIDATION', 'TEST', 'METRIC', ''], ...found.map(versionRow)]),
  );
}

function familyRow({ name, champion, serving, problem }: FamilySummary): string[] {
  return [name, champion?.version ?? 'none', serving?.version ?? 'none', problem ?? ''];
}

function versionRow({ version, headline, isChampion }: VersionSummary): string[] {
  const figures = headline
    ? [figure(headline.validation), figure(headline.test), headline.metric]
    : ['unknown', 'unknown', ''];
  return [version, ...figures, isChampion ? 'champion' : ''];
}

function figure({ value, low, high }: Interval): string {
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}
