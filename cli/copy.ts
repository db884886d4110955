import type { Command } from 'commander';
import type { CommandContext } from './context.js';

interface CopyOptions {
  readonly to: string;
  readonly toVectors?: string;
}

export function addCopy(program: Command, context: CommandContext): void {
  program
    .command('copy')
    .description('copy a version with its vectors to other stores; by default the champion')
    .argument('<family>')
    .argument('[version]')
    .requiredOption('--to <artifacts>', 'the home folder of another installation, or s3://bucket/prefix')
    .option('--to-vectors <vectors>', 'milvus://host:port; by default beside the artifacts')
    .action(async (family: string, named: string | undefined, { to, toVectors }: CopyOptions) => {
      const { openStores } = await import('../platform/adapters.js'); // not for who asks for help
      const { settingsOfOtherStores, versionOrChampion } = await import('./stores.js');
      const { copyVersion } = await import('./copy-version.js');
      const { report, shell } = context;
      const source = await openStores(await context.settings());
      const target = await openStores(settingsOfOtherStores(to, toVectors, shell.variables));
      const version = await versionOrChampion(source.registry, family, named);
      const copied = await copyVersion(source, target, { family, version }, (file, share) =>
        report.progress.show({ step: `copying ${version}`, share, detail: file }),
      );
      const what = `${copied.files} files and ${copied.vectors} vectors of ${family} ${version}`;
      report.answer(copied, [copied.isNew ? `Copied ${what} to ${to}` : `${to} has ${what} already`]);
    });
}
