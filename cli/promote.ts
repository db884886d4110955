import type { Command } from 'commander';
import type { CommandContext } from './context.js';

export function addPromote(program: Command, context: CommandContext): void {
  program
    .command('promote')
    .description('make a version the champion, whatever the gate said')
    .argument('<family>')
    .argument('<version>')
    .option('--reason <text>', 'why, for whoever looks later')
    .action(async (family: string, version: string, { reason }: { reason?: string }) => {
      const champion = await context.api().promote(family, { version, ...(reason !== undefined && { reason }) });
      context.report.answer(champion, [`${family}: ${champion.version} is the champion: ${champion.reason}`]);
    });
}
