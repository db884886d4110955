import type { Frame } from '../frame.js';

const WIDTH = 64;
const HEIGHT = 36;

/** A colour at a place of a scene; places are pixels. */
export type Scene = (x: number, y: number) => readonly [red: number, green: number, blue: number];

export interface Part {
  readonly scene: Scene;
  readonly frames: number;
  readonly pan?: number;
}

/** Frames for specs: of a scene each, and for how many frames, moving by so many pixels a frame. */
export async function* drawnFrames(...parts: readonly Part[]): AsyncGenerator<Frame> {
  let index = 0;
  for (const { scene, frames, pan = 0 } of parts) {
    const still = drawn(scene);
    for (let count = 0; count < frames; count++, index++) {
      yield pan === 0 ? { ...still, index } : drawn(scene, index, count * pan);
    }
    await Promise.resolve();
  }
}

export function drawn(scene: Scene, index = 0, shift = 0): Frame {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let place = 0; place < WIDTH * HEIGHT; place++) {
    pixels.set(scene((place % WIDTH) + shift, Math.floor(place / WIDTH)), place * 3);
  }
  return { index, width: WIDTH, height: HEIGHT, pixels };
}

/** Blobs of a size of its own in two colours, so that no two of these scenes are alike. */
export function scene(kind: number): Scene {
  const size = 9 + ((kind * 7) % 13);
  const tint = [(kind * 83) % 200, (kind * 47) % 200, (kind * 131) % 200] as const;
  return (x, y) => {
    const light = Math.sin((x + kind * 31) / size) + Math.cos((y * (1 + (kind % 3))) / size + x / (size * 3));
    const level = 30 * light;
    return [clamp(tint[0] + level), clamp(tint[1] + level), clamp(tint[2] - level)];
  };
}

export const black: Scene = () => [0, 0, 0];
export const white: Scene = () => [255, 255, 255];

export function faded(from: Scene, share: number): Scene {
  return (x, y) => from(x, y).map((value) => value * share) as unknown as readonly [number, number, number];
}

function clamp(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
