import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import { EXIT } from './exit-codes.js';
import { table } from './table.js';
import { UsageError } from './usage-error.js';
import type { Verification } from './verify-version.js';

export function addVerify(program: Command, context: CommandContext): void {
  program
    .command('verify')
    .description('hash every file of a version again and run its golden inputs; by default of the champion')
    .argument('<family>')
    .argument('[version]')
    .option('--served', 'ask the running platform instead, what its champion was asked when it was made')
    .action(async (family: string, named: string | undefined, { served }: { served?: true }) => {
      if (served) return verifyChampionServed(context, family, named);
      const { openStores } = await import('../platform/adapters.js'); // not for who asks for help
      const { versionOrChampion } = await import('./stores.js');
      const { verifyVersion } = await import('./verify-version.js');
      const { report } = context;
      const stores = await openStores(await context.settings());
      const version = await versionOrChampion(stores.registry, family, named);
      const verification = await verifyVersion(stores, family, version, (file, share) =>
        report.progress.show({ step: `verifying ${version}`, share, detail: file }),
      );
      const { isSound } = verification;
      const lines = describe(verification, isSound ? 'as it was published' : 'damaged');
      report.answer(verification, lines, isSound ? EXIT.done : EXIT.failed);
    });
}

async function verifyChampionServed(context: CommandContext, family: string, named?: string): Promise<void> {
  if (named !== undefined)
    throw new UsageError('--served asks for the champion, so no version can be named', 'version');
  const { verifyServed } = await import('./verify-served.js');
  const verification = await verifyServed(context.api(), family);
  const { isSound } = verification;
  const lines = describe(verification, isSound ? 'served as it was published' : 'not served as it was published');
  context.report.answer(verification, lines, isSound ? EXIT.done : EXIT.failed);
}

function describe({ version, checks }: Verification, state: string): string[] {
  const rows = checks.map(({ name, problem }) => [problem === null ? '✓' : '✗', name, problem ?? '']);
  return [...table(rows), `${version} is ${state}`];
}
