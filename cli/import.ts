import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CommandContext } from './context.js';
import { addImportMovieShots } from './import-movie-shots.js';
import { UsageError } from './usage-error.js';

interface ImportOptions {
  readonly as: string;
  readonly names?: string;
  readonly picture: readonly string[];
}

export function addImport(program: Command, context: CommandContext): void {
  const imports = program
    .command('import')
    .description('take in what was made elsewhere: a trained model, or shots to learn from');
  addImportMovieShots(imports, context);
  imports
    .command('detector')
    .description('an ONNX export of Ultralytics YOLOv5 or YOLOv8; promote it to have it served')
    .argument('<file>')
    .requiredOption('--as <family>', 'whose version it becomes, object-detector-large for one')
    .option('--names <file>', 'the classes, one a line, where the file does not name them itself')
    .option(
      '--picture <file>',
      'a picture whose answer is recorded, so that serving can be checked; several may be given',
      collect,
      [],
    )
    .action(async (file: string, options: ImportOptions) => {
      const { openStores } = await import('../platform/adapters.js'); // not for who asks for help
      const { importDetector } = await import('../training/imports/import-detector.js');
      const { registry } = await openStores(await context.settings());
      const names = options.names === undefined ? undefined : linesOf(await read(options.names));
      const request = { detector: await read(file), family: options.as, names };
      const version = await importDetector(
        { ...request, pictures: await Promise.all(options.picture.map(read)) },
        registry,
      );
      const promote = `marquee promote ${options.as} ${version}`;
      context.report.answer({ family: options.as, version }, [
        `Published as ${version}. To have it served: ${promote}`,
      ]);
    });
}

function collect(file: string, files: readonly string[]): string[] {
  return [...files, file];
}

/** @throws UsageError */
async function read(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new UsageError(`There is no file ${file}`);
  if (found.isDirectory()) {
    throw new UsageError(`${file} is a folder: export the network to ONNX, which is one file (format=onnx opset=17)`);
  }
  return readFile(file);
}

function linesOf(bytes: Uint8Array): string[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line) => line.trim() || []);
}
