import type { Command } from 'commander';
import type { CommandContext } from './context.js';

export function addPromote(program: Command, context: CommandContext): void {
  program
    .command('promote')
    .description('make a version the champion, whatever the gate said')
    .argument('<family>')
    .argument('<version>')
    .option('--reason <text>', 'why, for whoever looks later')
    .option('--from <version>', 'only while this one is the champion')
    .action(async (family: string, version: string, options: { reason?: string; from?: string }) => {
      const champion = await context.api().promote(family, { version, ...options });
      context.report.answer(champion, [`${family}: ${champion.version} is the champion: ${champion.reason}`]);
    });
}
