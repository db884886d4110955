/** One decoded picture. */
export interface Frame {
  /** Counted from 0, the frame rate's grid: `index / framesPerSecond` is its time in the video. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** RGB in rows, uint8 [height, width, 3]. */
  readonly pixels: Uint8Array;
}
