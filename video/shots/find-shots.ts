import type { Frame } from '../frame.js';
import { BoundaryFinder, SHORTEST_SHOT } from './boundaries.js';
import type { Verdict } from './boundaries.js';
import { FrameSamples } from './frame-samples.js';
import { lookAt } from './look.js';

/** One shot: what a camera took in one go. */
export interface Shot {
  /** The first frame, and the one after the last. */
  readonly from: number;
  readonly until: number;
  /** Eight of its frames, equidistant. */
  readonly frames: readonly Frame[];
}

/**
 * The shots of a video, each as soon as it has ended, from one pass over its frames. They are parted by hard cuts, and by
 * emptiness (a fade to black or white and back), which belongs to none of them. At most 80 frames are in memory.
 */
export async function* findShots(frames: AsyncIterable<Frame>): AsyncGenerator<Shot> {
  const finder = new BoundaryFinder();
  const waiting: Frame[] = [];
  let open: OpenShot | undefined;
  const settle = (verdicts: readonly Verdict[]): Shot[] => {
    const ended: Shot[] = [];
    for (const verdict of verdicts) {
      const frame = waiting.shift()!;
      if (verdict !== 'goes-on') {
        ended.push(...(open?.end() ?? []));
        open = undefined;
      }
      if (verdict !== 'empty') (open ??= new OpenShot(frame.index)).add(frame);
    }
    return ended;
  };

  for await (const frame of frames) {
    waiting.push(frame);
    yield* settle(finder.push(lookAt(frame)));
  }
  yield* settle(finder.end());
  yield* open?.end() ?? [];
}

class OpenShot {
  private readonly samples = new FrameSamples();
  private until: number;

  constructor(private readonly from: number) {
    this.until = from;
  }

  add(frame: Frame): void {
    this.samples.add(frame);
    this.until = frame.index + 1;
  }

  /** None for the few frames that are left between two empty runs. */
  end(): Shot[] {
    const { from, until } = this;
    return until - from < SHORTEST_SHOT ? [] : [{ from, until, frames: this.samples.chosen() }];
  }
}
