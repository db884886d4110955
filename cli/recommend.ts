import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Recommendations } from '../api/recommendations/recommendation.schema.js';
import type { ApiClient } from './api-client.js';
import type { CommandContext } from './context.js';
import { readFamilyFields } from './family-fields.js';
import type { Shell } from './shell.js';
import { table } from './table.js';
import { UsageError } from './usage-error.js';

type Query = Readonly<Record<'limit' | 'genre' | 'yearFrom' | 'yearTo', string>>;
type RecommendOptions = Partial<Query> & { readonly movie?: string };

export function addRecommend(program: Command, context: CommandContext): void {
  program
    .command('recommend')
    .description('movies like an input (--<field> <text or @file>), or like one of the catalogue (--movie)')
    .usage('<family> (--movie <id> | --<field> <value>) [options]')
    .argument('<family>')
    .option('--movie <id>', 'a movie of the catalogue')
    .option('--limit <number>', 'at most so many', wholeNumber)
    .option('--genre <genre>', 'only movies that have it')
    .option('--year-from <year>', 'only movies of that year or later', wholeNumber)
    .option('--year-to <year>', 'only movies of that year or earlier', wholeNumber)
    .allowUnknownOption() // the fields: the family's, not ours
    .allowExcessArguments()
    .action(async (family: string, { movie, ...query }: RecommendOptions, { args }: Command) => {
      const api = context.api();
      const fields = await subjectOf(api, family, movie, args.slice(1), context.shell.input);
      const answer = await api.recommend(family, fields, query);
      context.report.answer(answer, describe(answer));
    });
}

async function subjectOf(
  api: ApiClient,
  family: string,
  movie: string | undefined,
  args: readonly string[],
  standardInput: Shell['input'],
): Promise<FormData> {
  if (movie === undefined) return readFamilyFields(await api.family(family), args, standardInput);
  if (args.length > 0) throw new UsageError('Give either --movie or fields of the input, not both', 'movie');
  const form = new FormData();
  form.set('movieId', movie);
  return form;
}

function describe({ version, results }: Recommendations): string[] {
  const rows = results.map(({ id, title, year, genres, score }) => [
    score.toFixed(3),
    `${title} (${year})`,
    genres.join(', '),
    id,
  ]);
  return [...table(rows), `version ${version}`];
}

/** The API has the last word on how many and which years. */
function wholeNumber(text: string): string {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return text;
}
