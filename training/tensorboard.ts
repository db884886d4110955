import { fileVersionEvent, histogramEvent, imageEvent, scalarEvent, textEvent } from './tensorboard-event.js';
import type { EventMoment, Histogram } from './tensorboard-event.js';
import { sessionEndEvent, sessionStartEvent } from './tensorboard-hyperparameters.js';
import type { Session } from './tensorboard-hyperparameters.js';
import { tfRecord } from './tfrecord.js';

const BUCKETS = 30; // as many as TensorBoard itself draws

/**
 * What TensorBoard reads, written without TensorFlow: bytes to be stored under a name that `eventFileName` gives.
 * `tensorboard --logdir <folder of versions>` then shows every version as a run.
 */
export class TensorboardLog {
  readonly #records: Uint8Array[];

  constructor(startedAt: Date) {
    this.#records = [tfRecord(fileVersionEvent(startedAt))];
  }

  scalar(moment: EventMoment, name: string, value: number): void {
    this.#records.push(tfRecord(scalarEvent(moment, name, value)));
  }

  /** Key and value as a table. */
  table(moment: EventMoment, name: string, rows: Readonly<Record<string, unknown>>): void {
    const lines = Object.entries(rows).map(([key, value]) => `| ${key} | ${JSON.stringify(value)} |`);
    this.#records.push(tfRecord(textEvent(moment, name, ['| name | value |', '| --- | --- |', ...lines].join('\n'))));
  }

  /** How the values are distributed; nothing is written for no values. */
  histogram(moment: EventMoment, name: string, values: Float32Array): void {
    if (values.length > 0) this.#records.push(tfRecord(histogramEvent(moment, name, histogramOf(values))));
  }

  /** A PNG file of that size in pixels. */
  image(moment: EventMoment, name: string, image: Parameters<typeof imageEvent>[2]): void {
    this.#records.push(tfRecord(imageEvent(moment, name, image)));
  }

  /** What TensorBoard's page of hyperparameters compares runs by. */
  session(session: Session): void {
    this.#records.push(tfRecord(sessionStartEvent(session)), tfRecord(sessionEndEvent(session)));
  }

  toBytes(): Uint8Array {
    return Buffer.concat(this.#records);
  }
}

/** TensorBoard finds its files by the word `tfevents` in their names. */
export function eventFileName(startedAt: Date): string {
  return `events.out.tfevents.${Math.floor(startedAt.getTime() / 1000)}.marquee`;
}

function histogramOf(values: Float32Array): Histogram {
  let [min, max, sum, sumOfSquares] = [Infinity, -Infinity, 0, 0];
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    sumOfSquares += value * value;
  }
  const width = (max - min) / BUCKETS;
  const buckets = new Array<number>(BUCKETS).fill(0);
  for (const value of values) buckets[width === 0 ? 0 : Math.min(Math.floor((value - min) / width), BUCKETS - 1)]!++;
  const limits = buckets.map((_, bucket) => (bucket === BUCKETS - 1 ? max : min + (bucket + 1) * width));
  return { min, max, count: values.length, sum, sumOfSquares, limits, buckets };
}
