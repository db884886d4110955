import { Injectable } from '@nestjs/common';
import type { Fields, ModelFamily, Notice, Prediction } from '../../models/model-family.js';
import { ServingSlots } from '../serving/serving-slots.js';
import type { PredictionAnswer } from './prediction.schema.js';

@Injectable()
export class PredictionsService {
  constructor(private readonly slots: ServingSlots) {}

  /** Asks the family and, beside it, the one that screens its input; a screening that cannot answer costs a notice only. */
  async predict(family: ModelFamily, fields: Fields): Promise<PredictionAnswer> {
    const [answer, notices] = await Promise.all([
      this.slots.of(family.name).use(async (predictor) => {
        const started = performance.now();
        const { prediction } = await predictor.predict(fields);
        return { version: predictor.version, prediction, milliseconds: performance.now() - started };
      }),
      this.screen(family, fields),
    ]);
    const { prediction, ...asked } = answer;
    return { family: family.name, ...asked, prediction: mutable(prediction), notices };
  }

  private async screen({ screening }: ModelFamily, fields: Fields): Promise<Notice[]> {
    if (!screening) return [];
    const slot = this.slots.of(screening.family);
    if (slot.version === null) return [];
    const [answer] = await Promise.allSettled([slot.use((predictor) => predictor.predict(fields))]);
    const prediction = answer.status === 'fulfilled' ? answer.value.prediction : undefined;
    const notice = prediction && 'labels' in prediction ? screening.notice(prediction) : undefined;
    return notice ? [notice] : [];
  }
}

function mutable(prediction: Prediction): PredictionAnswer['prediction'] {
  return 'labels' in prediction ? { labels: [...prediction.labels] } : { objects: [...prediction.objects] };
}
