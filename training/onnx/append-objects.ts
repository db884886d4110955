import { OBJECT_ROWS } from '../../models/boxes.js';
import { GraphBuilder } from './graph-builder.js';
import { readOnnxGraph } from './onnx-graph.js';

export interface SuppressionSettings {
  /** Of two boxes of one class that overlap by more (intersection over union), the less confident one goes. */
  readonly overlap: number;
  /** What is less likely is no answer. */
  readonly confidence: number;
}

/** By name: what the graph in hand gives and takes. */
export interface RawBoxes {
  /** float32 [n, places, 4]: left, top, right, bottom in pixels of the canvas */
  readonly boxes: string;
  /** float32 [n, classes, places] */
  readonly scores: string;
  readonly places: number;
}

/**
 * Ends a graph with non-maximum suppression. Adds the input `frame` float32 [n, 6] (left, top, width, height of the picture
 * on the canvas, then width and height of the picture as it was handed in); gives `objects` float32 [n, 100, 6] (left, top,
 * right, bottom as fractions of the picture, confidence, class; rows of zeros when there are fewer) and `size` [n, 2].
 */
export function appendObjects(builder: GraphBuilder, raw: RawBoxes, settings: SuppressionSettings): void {
  const frame = builder.input('frame', 'float32', ['batch', 6]);
  const kept = suppress(builder, raw, settings);
  const [confidences, flat] = builder.nodeWithOutputs('TopK', [kept, builder.integers([OBJECT_ROWS])], 2, { axis: 1 });
  const places = builder.integers([raw.places]);
  const classes = builder.node('Cast', [builder.node('Div', [flat!, places])], { to: 1 });
  const corners = gatherRows(builder, raw.boxes, builder.node('Mod', [flat!, places]));
  const columns = [
    onPicture(builder, corners, frame),
    ...[confidences!, classes].map((values) => column(builder, values)),
  ];
  const rows = builder.node('Concat', columns, { axis: 2 });
  const isThere = builder.node('Cast', [builder.node('Greater', [confidences!, builder.scalar(0)])], { to: 1 });
  const objects = builder.node('Mul', [rows, column(builder, isThere)]);
  builder.output('objects', objects, 'float32', ['batch', OBJECT_ROWS, 6]);
  builder.output('size', columnsOf(builder, frame, [4, 5]), 'float32', ['batch', 2]);
}

/**
 * Scores that survive, 0 elsewhere, [n, classes * places]. ONNX lists the survivors of the whole batch one after the other;
 * put back where they came from they can be ranked picture by picture, whatever the size of the batch.
 */
function suppress(builder: GraphBuilder, { boxes, scores }: RawBoxes, settings: SuppressionSettings): string {
  const survivors = builder.node('NonMaxSuppression', [
    ...[boxes, scores, builder.integers([OBJECT_ROWS])],
    ...[builder.floats([settings.overlap]), builder.floats([settings.confidence])],
  ]);
  const none = builder.node('Mul', [scores, builder.scalar(0)]);
  const kept = builder.node('ScatterND', [none, survivors, builder.node('GatherND', [scores, survivors])]);
  return builder.node('Reshape', [kept, builder.integers([0, -1])]);
}

/** @param rows int64 [n, 100] @returns [n, 100, 4] */
function gatherRows(builder: GraphBuilder, boxes: string, rows: string): string {
  const each = column(builder, rows);
  return builder.node('GatherElements', [boxes, builder.node('Tile', [each, builder.integers([1, 1, 4])])], {
    axis: 1,
  });
}

/** Pixels of the canvas -> fractions of the picture, within it. */
function onPicture(builder: GraphBuilder, corners: string, frame: string): string {
  const spread = (columns: number[]) =>
    builder.node('Reshape', [columnsOf(builder, frame, columns), builder.integers([0, 1, 4])]);
  const moved = builder.node('Sub', [corners, spread([0, 1, 0, 1])]);
  const fractions = builder.node('Div', [moved, spread([2, 3, 2, 3])]);
  return builder.node('Clip', [fractions, builder.scalar(0), builder.scalar(1)]);
}

/** [n, 100] -> [n, 100, 1]; by Reshape, which is the same in every set of operators that imported graphs come in. */
function column(builder: GraphBuilder, values: string): string {
  return builder.node('Reshape', [values, builder.integers([0, 0, 1])]);
}

function columnsOf(builder: GraphBuilder, table: string, columns: readonly number[]): string {
  return builder.node('Gather', [table, builder.integers(columns)], { axis: 1 });
}

/** Where a detector looks: the middle of each place and its stride, in pixels of the canvas, in the order of its outputs. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly stride: Float32Array;
}

/**
 * Puts an end to a detector's graph: its outputs `scores` [n, places, classes] and `distances` [n, places, 4] (to left, top,
 * right and bottom, in strides) become objects.
 */
export function endWithObjects(detector: Uint8Array, places: Places, settings: SuppressionSettings): Uint8Array {
  const builder = new GraphBuilder('objects');
  builder.include(readOnnxGraph(detector));
  const count = places.x.length;
  const known = (values: ArrayLike<number>, width: number) =>
    builder.node('Reshape', [builder.floats(Array.from(values)), builder.integers([1, count, width])]);
  const middles = Array.from({ length: count }, (_, place) => [places.x[place]!, places.y[place]!]).flat();
  const middle = known(middles, 2);
  const lengths = builder.node('Mul', ['distances', known(places.stride, 1)]);
  const side = (columns: number[]) => builder.node('Gather', [lengths, builder.integers(columns)], { axis: 2 });
  const corners = [builder.node('Sub', [middle, side([0, 1])]), builder.node('Add', [middle, side([2, 3])])];
  appendObjects(
    builder,
    {
      boxes: builder.node('Concat', corners, { axis: 2 }),
      scores: builder.node('Transpose', ['scores'], { perm: [0, 2, 1] }),
      places: count,
    },
    settings,
  );
  return builder.toBytes();
}
