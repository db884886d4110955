import type { Command } from 'commander';
import type { CommandContext } from './context.js';

export function addImportMovieShots(imports: Command, context: CommandContext): void {
  imports
    .command('movie-shots')
    .description(
      'clips annotated as MovieShots is, for shot-type to learn from: v1_split_trailer.json and a folder a movie',
    )
    .argument('<folder>')
    .option('--into <folder>', 'the data folder that data_cleaned/ is made in; MARQUEE_DATA where it is not said')
    .action(async (folder: string, { into }: { into?: string }) => {
      const settings = await context.settings();
      const { dataFolder } = await import('../platform/environment.js'); // not for who asks for help
      const { findFfmpeg } = await import('../video/ffmpeg.js');
      const { importMovieShots } = await import('../video/movie-shots/import-movie-shots.js');
      const program = await findFfmpeg(settings);
      const target = into ?? dataFolder(settings);
      const report = (done: number, of: number) => {
        if (done % 100 === 0)
          context.report.progress.show({ step: 'importing', share: done / of, detail: `${done} of ${of} shots` });
      };
      const found = await importMovieShots({ program, folder, into: target, report });
      const { train, val, test, missing, unreadable } = found;
      context.report.answer({ ...found, unreadable: [...unreadable] }, [
        `Imported ${train} shots to learn from, ${val} for validation and ${test} to test with.`,
        ...(missing > 0 ? [`Of ${missing} annotated shots there is no clip.`] : []),
        ...unreadable.map(({ file, reason }) => `Left out ${file}: ${reason}`),
        'To learn from them: marquee retrain shot-type',
      ]);
    });
}
