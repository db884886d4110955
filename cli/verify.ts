import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import { EXIT } from './exit-codes.js';
import { table } from './table.js';
import type { Verification } from './verify-version.js';

export function addVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('hash every file of a version again and run its golden inputs; by default of the champion')
    .argument('<family>')
    .argument('[version]')
    .action(async (family: string, named?: string) => {
      const { openStores } = await import('../platform/adapters.js'); // not for who asks for help
      const { versionOrChampion } = await import('./stores.js');
      const { verifyVersion } = await import('./verify-version.js');
      const { report } = context;
      const stores = await openStores(await context.settings());
      const version = await versionOrChampion(stores.registry, family, named);
      const verification = await verifyVersion(stores, family, version, (file, share) =>
        report.progress.show({ step: `verifying ${version}`, share, detail: file }),
      );
      report.answer(verification, describe(verification), verification.isSound ? EXIT.done : EXIT.failed);
    });
}

function describe({ version, isSound, checks }: Verification): string[] {
  const rows = checks.map(({ name, problem }) => [problem === null ? '✓' : '✗', name, problem ?? '']);
  return [...table(rows), `${version} is ${isSound ? 'as it was published' : 'damaged'}`];
}
