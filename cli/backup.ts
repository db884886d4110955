import type { Command } from 'commander';
import type { Settings } from '../platform/environment.js';
import type { CommandContext } from './context.js';
import type { CopiedFamily } from './copy-everything.js';
import { EXIT } from './exit-codes.js';
import { table } from './table.js';

const ARTIFACTS = 'a folder, or s3://bucket/prefix';
const VECTORS = 'milvus://host:port; by default beside the artifacts';

interface BackupOptions {
  readonly to: string;
  readonly toVectors?: string;
}
interface RestoreOptions {
  readonly from: string;
  readonly fromVectors?: string;
}

export function addBackup(program: Command, context: CommandContext): void {
  program
    .command('backup')
    .description('copy every version with its vectors, and who is champion, to other stores')
    .requiredOption('--to <artifacts>', ARTIFACTS)
    .option('--to-vectors <vectors>', VECTORS)
    .action(async ({ to, toVectors }: BackupOptions) => {
      const { settingsOfOtherStores } = await import('./stores.js');
      const there = settingsOfOtherStores(to, toVectors, context.shell.variables);
      await copyAll(context, await context.settings(), there, 'replace');
    });
}

export function addRestore(program: Command, context: CommandContext): void {
  program
    .command('restore')
    .description('copy everything back from a backup; a family that has a champion keeps it')
    .requiredOption('--from <artifacts>', ARTIFACTS)
    .option('--from-vectors <vectors>', VECTORS)
    .action(async ({ from, fromVectors }: RestoreOptions) => {
      const { settingsOfOtherStores } = await import('./stores.js');
      const there = settingsOfOtherStores(from, fromVectors, context.shell.variables);
      await copyAll(context, there, await context.settings(), 'keep');
    });
}

async function copyAll({ report }: CommandContext, from: Settings, to: Settings, champions: 'replace' | 'keep') {
  const { openStores } = await import('../platform/adapters.js'); // not for who asks for help
  const { copyEverything } = await import('./copy-everything.js');
  const [source, target] = [await openStores(from), await openStores(to)];
  const families = await copyEverything(source, target, champions, (family, version, share) =>
    report.progress.show({ step: `copying ${family}`, share, detail: version }),
  );
  const isWhole = families.every(({ problems }) => problems.length === 0);
  report.answer({ isWhole, families }, describe(families), isWhole ? EXIT.done : EXIT.failed);
}

function describe(families: readonly CopiedFamily[]): string[] {
  if (families.length === 0) return ['There is nothing to copy'];
  const rows = families.map(({ family, versions, newVersions, vectors, champion }) => [
    ...[family, `${versions} versions`, `${newVersions} new`, `${vectors} vectors`],
    champion === null ? 'no champion' : `champion ${champion}`,
  ]);
  return [...table(rows), ...families.flatMap(({ problems }) => problems.map((problem) => `Not copied: ${problem}`))];
}
