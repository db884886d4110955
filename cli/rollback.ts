import type { Command } from 'commander';
import type { Champion } from '../platform/manifest.js';
import { PlatformError } from '../platform/errors.js';
import type { ApiClient } from './api-client.js';
import type { CommandContext } from './context.js';

export function addRollback(program: Command, context: CommandContext): void {
  program
    .command('rollback')
    .description('go back to the champion before the present one')
    .argument('<family>')
    .option('--reason <text>', 'why, for whoever looks later')
    .action(async (family: string, { reason }: { reason?: string }) => {
      const champion = await rollBack(context.api(), family, reason);
      context.report.answer(champion, [`${family}: ${champion.version} is the champion again`]);
    });
}

async function rollBack(api: ApiClient, family: string, reason?: string): Promise<Champion> {
  const { champion } = await api.family(family);
  if (champion === null) throw new PlatformError('NO_CHAMPION', 409, `${family} has no champion to go back from`);
  const { version, previousVersion } = champion;
  if (previousVersion === null) {
    throw new PlatformError('NO_PREVIOUS_VERSION', 409, `${version} is the first champion of ${family}`);
  }
  return api.promote(family, {
    version: previousVersion,
    reason: reason ?? `rolled back from ${version}`,
    from: version,
  });
}
