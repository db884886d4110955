import type { Fields, Prediction } from '../../models/model-family.js';
import { Predictor } from '../../api/serving/predictor.js';
import type { Answer } from '../../api/serving/predictor.js';

/** Answers with what it was given, and remembers what it was asked. */
export class FakePredictor extends Predictor {
  override readonly family = 'f';
  override readonly collection: string | null;
  readonly asked: Fields[] = [];
  isClosed = false;

  constructor(
    override readonly version: string,
    private readonly answer: Answer | Error = { prediction: { labels: [] } },
    collection: string | null = null,
  ) {
    super();
    this.collection = collection;
  }

  /** Answers with one label. */
  static saying(label: string, probability: number): FakePredictor {
    const prediction: Prediction = { labels: [{ label, probability, isPredicted: probability >= 0.5 }] };
    return new FakePredictor('v', { prediction });
  }

  override predict(fields: Fields): Promise<Answer> {
    this.asked.push(fields);
    return this.answer instanceof Error ? Promise.reject(this.answer) : Promise.resolve(this.answer);
  }

  override close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}
