import { CLIP_FRAMES } from '../../models/clip.js';
import type { Frame } from '../frame.js';

/** How many frames of each shot the networks look at. */
export const FRAMES_PER_SHOT = CLIP_FRAMES;
const KEPT = 8 * FRAMES_PER_SHOT; // at most: none of the chosen ones is further than a 64th of the shot from its place

/**
 * Equidistant frames of a shot whose length nobody knows yet: every frame at first; when there are too many, every other one
 * is dropped, and from then on only every second, fourth, … is taken.
 */
export class FrameSamples {
  private kept: Frame[] = [];
  private step = 1;
  private count = 0;

  add(frame: Frame): void {
    if (this.count++ % this.step !== 0) return;
    this.kept.push(frame);
    if (this.kept.length < KEPT) return;
    this.kept = this.kept.filter((_, position) => position % 2 === 0);
    this.step *= 2;
  }

  /** In the middle of each eighth of the shot; a shot of fewer frames shows some of them twice. */
  chosen(): Frame[] {
    return Array.from({ length: FRAMES_PER_SHOT }, (_, eighth) => {
      const wanted = ((eighth + 0.5) * this.count) / FRAMES_PER_SHOT - 0.5;
      return this.kept[Math.min(this.kept.length - 1, Math.max(0, Math.round(wanted / this.step)))]!;
    });
  }
}
