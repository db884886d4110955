import { Injectable } from '@nestjs/common';
import type { Fields, ModelFamily, Notice } from '../../models/model-family.js';
import { ServingSlots } from '../serving/serving-slots.js';
import type { PredictionAnswer } from './prediction.schema.js';

@Injectable()
export class PredictionsService {
  constructor(private readonly slots: ServingSlots) {}

  /** Asks the family and, beside it, the one that screens its input; a screening that cannot answer costs a notice only. */
  async predict(family: ModelFamily, fields: Fields): Promise<PredictionAnswer> {
    const [answer, notices] = await Promise.all([
      this.slots.of(family.name).use(async (predictor) => ({
        version: predictor.version,
        prediction: (await predictor.predict(fields)).prediction,
      })),
      this.screen(family, fields),
    ]);
    const { version, prediction } = answer;
    return { family: family.name, version, prediction: { labels: [...prediction.labels] }, notices };
  }

  private async screen({ screening }: ModelFamily, fields: Fields): Promise<Notice[]> {
    if (!screening) return [];
    const slot = this.slots.of(screening.family);
    if (slot.version === null) return [];
    const [answer] = await Promise.allSettled([slot.use((predictor) => predictor.predict(fields))]);
    const notice = answer.status === 'fulfilled' ? screening.notice(answer.value.prediction) : undefined;
    return notice ? [notice] : [];
  }
}
