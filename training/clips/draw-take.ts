import { CLIP_FRAMES } from '../../models/clip.js';
import { Random } from '../random.js';

export const MOVEMENTS = ['static', 'motion', 'push', 'pull'] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** What the camera sees of a still: a square window, in fractions of the picture. */
export interface Window {
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Somebody who moves through the picture, whatever the camera does: an ellipse of the still itself, taken from elsewhere. */
export interface Passer {
  readonly from: Point;
  /** Where its middle is at the beginning and at the end. */
  readonly start: Point;
  readonly end: Point;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Take {
  /** One for each of the eight frames. */
  readonly windows: readonly Window[];
  readonly passer: Passer | undefined;
  /** Grain of the film, in levels of brightness. */
  readonly grain: number;
}

const LEAST_TRAVEL = 0.06; // of the window: what is less, a hand that holds a camera does as well
const MOST_TRAVEL = 0.45;
const LEAST_ZOOM = 1.07;
const MOST_ZOOM = 1.6;
const SHARE_ON_A_TRIPOD = 0.3;
const MOST_JITTER = 0.006; // of the picture, from frame to frame
const MOST_GRAIN = 6;
const SHARE_WITH_PASSER = 0.4;

/** A camera that does one thing, at a speed, in a direction and with a hand that are drawn. */
export function drawTake(movement: Movement, seed: number): Take {
  const random = new Random(seed);
  const between = (low: number, high: number) => low + (high - low) * random.fraction();
  const [start, end] = ends(movement, between, random);
  const ease = between(0.6, 1.7); // gathers speed, or loses it
  const jitter = random.fraction() < SHARE_ON_A_TRIPOD ? 0 : MOST_JITTER * random.fraction();
  const windows = Array.from({ length: CLIP_FRAMES }, (_, frame) => {
    const share = (frame / (CLIP_FRAMES - 1)) ** ease;
    const size = start.size * (end.size / start.size) ** share; // a zoom doubles in equal times
    return within({
      x: start.x + (end.x - start.x) * share + between(-jitter, jitter),
      y: start.y + (end.y - start.y) * share + between(-jitter, jitter),
      size,
    });
  });
  const passer = random.fraction() < SHARE_WITH_PASSER ? drawPasser(between) : undefined;
  return { windows, passer, grain: between(0, MOST_GRAIN) };
}

type Between = (low: number, high: number) => number;

function ends(movement: Movement, between: Between, random: Random): [Window, Window] {
  switch (movement) {
    case 'static': {
      const window = anywhere(between(0.75, 1), between);
      return [window, window];
    }
    case 'motion':
      return random.fraction() < 0.5
        ? drawPan(between, random)
        : (drawPan(between, random).reverse() as [Window, Window]);
    case 'push':
      return drawZoom(between);
    case 'pull':
      return drawZoom(between).reverse() as [Window, Window];
  }
}

/** Across, up or down, or aslant. */
function drawPan(between: Between, random: Random): [Window, Window] {
  const size = between(0.62, 0.9);
  const travel = Math.min(1 - size, size * LEAST_TRAVEL * (MOST_TRAVEL / LEAST_TRAVEL) ** random.fraction());
  const aslant = random.fraction() < 0.3 ? between(-0.6, 0.6) : between(-0.05, 0.05);
  const isTilt = random.fraction() < 0.4;
  const [along, aside] = [travel / 2, (travel / 2) * aslant];
  const step = isTilt ? { x: aside, y: along } : { x: along, y: aside };
  const margin = size / 2;
  const middle = {
    x: between(margin + Math.abs(step.x), 1 - margin - Math.abs(step.x)),
    y: between(margin + Math.abs(step.y), 1 - margin - Math.abs(step.y)),
  };
  return [
    { x: middle.x - step.x, y: middle.y - step.y, size },
    { x: middle.x + step.x, y: middle.y + step.y, size },
  ];
}

/** Towards a place somewhere about the middle of what was seen. */
function drawZoom(between: Between): [Window, Window] {
  const zoom = LEAST_ZOOM * (MOST_ZOOM / LEAST_ZOOM) ** between(0, 1);
  const wide = anywhere(between(0.85, 1), between);
  const size = wide.size / zoom;
  const room = ((wide.size - size) / 2) * 0.6;
  return [wide, { x: wide.x + between(-room, room), y: wide.y + between(-room, room), size }];
}

function anywhere(size: number, between: Between): Window {
  const margin = size / 2;
  return { x: between(margin, 1 - margin), y: between(margin, 1 - margin), size };
}

function within({ x, y, size }: Window): Window {
  const margin = size / 2;
  const inside = (value: number) => Math.min(1 - margin, Math.max(margin, value));
  return { x: inside(x), y: inside(y), size };
}

function drawPasser(between: Between): Passer {
  const point = () => ({ x: between(0, 1), y: between(0.2, 0.9) });
  return { from: point(), start: point(), end: point(), width: between(0.08, 0.3), height: between(0.15, 0.5) };
}
