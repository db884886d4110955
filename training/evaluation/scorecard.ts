import { ScorecardSchema } from '../../platform/scorecard.js';
import type { Scorecard } from '../../platform/scorecard.js';
import { scoreSplit } from './score-split.js';
import type { ScoredSplit } from './score-split.js';

/** What is particular to a split; the rest of a `ScoredSplit` is the version's and the same for both. */
export type SplitAnswers = Pick<ScoredSplit, 'scores' | 'truth' | 'kinds'>;

export interface ScorecardRequest
  extends
    Pick<Scorecard, 'family' | 'version' | 'headline' | 'labels' | 'labelsLeftOut' | 'examplesLeftOut' | 'similarity'>,
    Omit<ScoredSplit, keyof SplitAnswers | 'labels'> {
  readonly validation: SplitAnswers;
  readonly test: SplitAnswers;
  /** Every labelled example, answered by a model that was not trained on it. */
  readonly crossValidation: (SplitAnswers & { readonly folds: number }) | null;
}

/**
 * Scores both splits, and the cross-validation where there was one, and puts the card together.
 * @throws ZodError when a figure is missing that a scorecard must have
 */
export function writeScorecard({ validation, test, crossValidation, ...version }: ScorecardRequest): Scorecard {
  return ScorecardSchema.parse({
    ...version,
    validation: scoreSplit({ ...version, ...validation }),
    test: scoreSplit({ ...version, ...test }),
    crossValidation: crossValidation && {
      ...scoreSplit({ ...version, ...crossValidation }),
      folds: crossValidation.folds,
    },
  });
}
