import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Mistake } from '../../platform/experiments/report.js';
import { headsOf } from '../evaluation/decision.js';
import type { PreparedExample } from '../prepared-dataset.js';
import type { ArmAnswers } from './arm-answers.js';

const SHOWN = 12;
const SIDE = 112; // pixels of a picture in the report
const CHARACTERS = 160;

/** The wrong answers that the arm was surest of, the surest first; probabilities are averaged over the seeds. */
export async function surestMistakes(arm: ArmAnswers, dataFolder: string): Promise<Mistake[]> {
  const found = mistakesOf(arm).sort((one, other) => other.probability - one.probability);
  return Promise.all(
    found.slice(0, SHOWN).map(async ({ example, ...mistake }) => ({
      ...mistake,
      id: example.id,
      image: await thumbnailOf(example, dataFolder),
      text: textOf(example),
    })),
  );
}

type Found = Pick<Mistake, 'truth' | 'answer' | 'probability'> & { readonly example: PreparedExample };

function mistakesOf({ examples, labels, truth, decision, perSeed }: ArmAnswers): Found[] {
  const heads = decision.kind === 'most-probable' ? decision.heads : headsOf(labels.map(() => ({})));
  return examples.flatMap((example, row) => {
    const at = (column: number) => row * labels.length + column;
    const mean = (column: number) => perSeed.reduce((sum, { scores }) => sum + scores[at(column)]!, 0) / perSeed.length;
    return heads.flatMap(({ columns }) => {
      const actual = columns.filter((column) => truth[at(column)]);
      const answer = columns.reduce((best, column) => (mean(column) > mean(best) ? column : best));
      if (actual.length === 0 || actual.includes(answer)) return [];
      const names = actual.map((column) => labels[column]!).join(', ');
      return [{ example, truth: names, answer: labels[answer]!, probability: mean(answer) }];
    });
  });
}

/** Small, whole and as a data: URL, so that a report needs no other file. */
async function thumbnailOf({ fields }: PreparedExample, dataFolder: string): Promise<string | null> {
  const picture = Object.values(fields).find((field) => 'file' in field);
  if (picture === undefined) return null;
  const bytes = await readFile(join(dataFolder, picture.file)).catch(() => undefined);
  if (bytes === undefined) return null; // removed since: the figures stand all the same
  const small = await sharp(bytes)
    .autoOrient()
    .resize(SIDE, SIDE, { fit: 'contain', background: 'white' })
    .flatten({ background: 'white' })
    .webp({ quality: 70 })
    .toBuffer();
  return `data:image/webp;base64,${small.toString('base64')}`;
}

function textOf({ fields }: PreparedExample): string | null {
  const texts = Object.values(fields).flatMap((field) => ('text' in field && field.text !== '' ? [field.text] : []));
  return texts[0] === undefined ? null : texts[0].slice(0, CHARACTERS);
}
