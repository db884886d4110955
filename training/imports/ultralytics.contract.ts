import { GraphBuilder } from '../onnx/graph-builder.js';
import { float32 } from '../onnx/tensor-data.js';

export const SIDE = 32;
const PLACES = 120;

interface Found {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly objectness?: number;
  readonly scores: readonly number[];
}

/**
 * A network with the input and the output of an Ultralytics export. It answers the same of every picture, times how bright
 * the picture is.
 */
export function detector(
  layout: 'v5' | 'v8',
  found: readonly Found[],
  settings: { side?: number; opset?: number } = {},
) {
  const { side = SIDE, opset } = settings;
  const builder = new GraphBuilder('yolo');
  const images = builder.input('images', 'float32', [1, 3, side, side]);
  const rows = found.map(({ box, objectness = 1, scores }) => [
    ...box,
    ...(layout === 'v5' ? [objectness] : []),
    ...scores,
  ]);
  const channels = rows[0]!.length;
  const values = Float32Array.from({ length: PLACES * channels }, (_, at) => {
    const [place, channel] =
      layout === 'v5' ? [Math.floor(at / channels), at % channels] : [at % PLACES, Math.floor(at / PLACES)];
    return rows[place]?.[channel] ?? 0;
  });
  const shape = layout === 'v5' ? [1, PLACES, channels] : [1, channels, PLACES];
  const brightness = builder.node('ReduceMean', [images], { axes: [0, 1, 2, 3], keepdims: 0 });
  const isConfidence = values.map((_, at) => {
    const channel = layout === 'v5' ? at % channels : Math.floor(at / PLACES);
    return layout === 'v5' ? Number(channel === 4) : Number(channel >= 4);
  });
  const weight = (name: string, of: Float32Array) => builder.weight(name, float32(shape, of));
  const dimmed = builder.node('Mul', [
    builder.node('Sub', [brightness, builder.scalar(1)]),
    weight('dim', isConfidence),
  ]);
  const factor = builder.node('Add', [dimmed, builder.scalar(1)]);
  builder.output('output0', builder.node('Mul', [weight('answers', values), factor]), 'float32', shape);
  return builder.toBytes(opset);
}

export const CAT = { box: [16, 16, 8, 4], scores: [0.9, 0.1] } as const;
export const CAT_AGAIN = { box: [16, 16, 8, 4.2], scores: [0.8, 0.1] } as const;
export const DOG = { box: [6, 20, 4, 4], scores: [0.05, 0.6] } as const;
