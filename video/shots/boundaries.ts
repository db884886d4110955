import { changeBetween } from './change.js';
import type { Look } from './look.js';

/** What a frame is to the shots: it goes on, begins another, or is of none. */
export type Verdict = 'goes-on' | 'cut' | 'empty';

const NEIGHBOURS = 3; // frames either way that tell what is usual here
const LEAST_CHANGE = 0.2; // of cuts; a turning camera stays below 0.15
const TIMES_USUAL = 3; // a cut stands out: what shakes changes all the time
const SAME_AGAIN = 0.15; // after a flash the picture is as before
const EMPTY_RUN = 3; // frames: less is a flash, or the blink of a splice
export const SHORTEST_SHOT = 5; // frames; more than NEIGHBOURS, so that a cut says nothing of the next one

interface Seen {
  readonly look: Look;
  /** From the frame before. */
  readonly change: number;
}

/**
 * Tells cuts and emptiness from everything else, frame by frame and a few frames late. What it says of a shot follows from
 * the frames of that shot, so a second one that begins at a cut says the same.
 */
export class BoundaryFinder {
  /** Frames that may still matter; the first one is number `first`. */
  private seen: Seen[] = [];
  private first = 0;
  private settled = 0;
  private shotBegan = 0;

  /** @returns what is sure by now: the frames' verdicts, in their order */
  push(look: Look): Verdict[] {
    const before = this.seen.at(-1)?.look;
    this.seen.push({ look, change: before === undefined ? 0 : changeBetween(before, look) });
    return this.settleUntil(this.first + this.seen.length - NEIGHBOURS);
  }

  /** The verdicts of the last frames. */
  end(): Verdict[] {
    return this.settleUntil(this.first + this.seen.length);
  }

  private settleUntil(end: number): Verdict[] {
    const verdicts: Verdict[] = [];
    for (; this.settled < end; this.settled++) verdicts.push(this.judge(this.settled));
    const kept = Math.max(0, this.settled - NEIGHBOURS - 1 - this.first);
    this.seen.splice(0, kept);
    this.first += kept;
    return verdicts;
  }

  private judge(frame: number): Verdict {
    if (this.isOfNoShot(frame)) {
      this.shotBegan = frame + 1;
      return 'empty';
    }
    if (frame - this.shotBegan < SHORTEST_SHOT || !this.standsOut(frame) || this.isFlash(frame)) return 'goes-on';
    this.shotBegan = frame;
    return 'cut';
  }

  private isOfNoShot(frame: number): boolean {
    const isEmpty = (at: number) => this.at(at)?.look.isEmpty ?? false;
    let run = 0;
    for (let at = frame; isEmpty(at) && run < EMPTY_RUN; at++) run++;
    for (let at = frame - 1; run > 0 && isEmpty(at) && run < EMPTY_RUN; at--) run++;
    return run >= EMPTY_RUN;
  }

  private standsOut(frame: number): boolean {
    const { change } = this.at(frame)!;
    const around: number[] = [];
    for (let at = Math.max(this.shotBegan + 1, frame - NEIGHBOURS); at <= frame + NEIGHBOURS; at++) {
      const neighbour = at === frame ? undefined : this.at(at);
      if (neighbour !== undefined) around.push(neighbour.change);
    }
    const usual = around.reduce((sum, one) => sum + one, 0) / Math.max(1, around.length);
    const isHighest = around.every((one) => one <= change);
    return isHighest && change >= LEAST_CHANGE && change >= TIMES_USUAL * usual;
  }

  /** Its beginning, soon after which all is as before, or its end. */
  private isFlash(frame: number): boolean {
    const around = Array.from({ length: NEIGHBOURS }, (_, step) => step + 1);
    return (
      around.some((step) => this.isSame(frame - 1, frame + step)) ||
      around.some((step) => frame - 1 - step >= this.shotBegan && this.isSame(frame - 1 - step, frame))
    );
  }

  private isSame(before: number, after: number): boolean {
    const [one, other] = [this.at(before), this.at(after)];
    return one !== undefined && other !== undefined && changeBetween(one.look, other.look) < SAME_AGAIN;
  }

  private at(frame: number): Seen | undefined {
    return frame < this.first ? undefined : this.seen[frame - this.first];
  }
}
