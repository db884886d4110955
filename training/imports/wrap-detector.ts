import { InferenceSession, Tensor } from 'onnxruntime-node';
import '../../platform/no-onnx-telemetry.js';
import { OBJECT_ROWS } from '../../models/boxes.js';
import { PlatformError } from '../../platform/errors.js';
import { appendObjects } from '../onnx/append-objects.js';
import type { RawBoxes } from '../onnx/append-objects.js';
import { GraphBuilder } from '../onnx/graph-builder.js';
import { readOnnxGraph } from '../onnx/onnx-graph.js';
import { readOnnxHeader } from '../onnx/onnx-header.js';
import { SUPPRESSION } from '../tasks/boxes/suppress.js';

const OLDEST_OPERATORS = 12; // those that the wrapping uses mean the same from here on
const NEWEST_OPERATORS = 21;
const FLOAT = 1;

/** A detector in the shape of every version: `image` uint8 [1, canvas, canvas, 3] and `frame` in, `objects` and `size` out. */
export interface WrappedDetector {
  readonly model: Uint8Array;
  readonly canvas: number;
  readonly labels: readonly string[];
}

/**
 * Puts the reading of pictures in front of a detector that Ultralytics' YOLOv5 or YOLOv8 exported to ONNX, and
 * non-maximum suppression behind it. Such a graph takes pictures as float32 [1, 3, side, side] from 0 to 1 and gives boxes
 * as middle and size in pixels: [1, places, 5 + classes] with an objectness (v5), or [1, 4 + classes, places] (v8 and later).
 * @param names of the classes, where the file itself does not name them
 * @throws PlatformError UNSUPPORTED_DETECTOR saying what is wrong with it
 */
export async function wrapDetector(detector: Uint8Array, names?: readonly string[]): Promise<WrappedDetector> {
  const { opset, otherOperators, metadata } = headerOf(detector);
  if (otherOperators.some((domain) => domain !== ''))
    throw unsupported(`it uses operators of ${otherOperators.join(', ')}`);
  if (opset < OLDEST_OPERATORS || opset > NEWEST_OPERATORS) {
    const range = `${OLDEST_OPERATORS} to ${NEWEST_OPERATORS}`;
    throw unsupported(`it has operators of set ${opset}, expected ${range}: export it with opset=17`);
  }
  const { input, output, side, rows, columns } = await look(detector, metadata);
  const known = names ?? namesIn(metadata);
  const layout = layoutOf(rows, columns, known?.length);
  const labels = known ?? Array.from({ length: layout.classes }, (_, index) => `class ${index}`);
  if (labels.length !== layout.classes)
    throw unsupported(`it has ${layout.classes} classes, but ${labels.length} names`);

  const builder = new GraphBuilder('wrapped');
  const image = builder.input('image', 'uint8', [1, side, side, 3]);
  const planes = builder.node('Cast', [builder.node('Transpose', [image], { perm: [0, 3, 1, 2] })], { to: FLOAT });
  builder.include(readOnnxGraph(detector), { [input]: builder.node('Div', [planes, builder.scalar(255)]) });
  appendObjects(builder, rawBoxes(builder, output, layout), SUPPRESSION);
  return { model: builder.toBytes(opset), canvas: side, labels };
}

interface Layout {
  readonly isTransposed: boolean;
  readonly hasObjectness: boolean;
  readonly places: number;
  readonly classes: number;
}

/** There are always many more places than classes. */
function layoutOf(rows: number, columns: number, classes: number | undefined): Layout {
  const isTransposed = rows < columns;
  const [places, channels] = isTransposed ? [columns, rows] : [rows, columns];
  const hasObjectness = classes === undefined ? !isTransposed : channels - classes === 5;
  const found = channels - (hasObjectness ? 5 : 4);
  if (found < 1 || places < Math.max(channels, OBJECT_ROWS))
    throw unsupported(`its output is [1, ${rows}, ${columns}]`);
  return { isTransposed, hasObjectness, places, classes: found };
}

/** [1, places, channels] -> corners and scores. */
function rawBoxes(builder: GraphBuilder, output: string, layout: Layout): RawBoxes {
  const answers = layout.isTransposed ? builder.node('Transpose', [output], { perm: [0, 2, 1] }) : output;
  const columns = (from: number, to: number) =>
    builder.node('Slice', [answers, builder.integers([from]), builder.integers([to]), builder.integers([2])]);
  const [middle, half] = [columns(0, 2), builder.node('Mul', [columns(2, 4), builder.scalar(0.5)])];
  const first = layout.hasObjectness ? 5 : 4;
  const ofClass = columns(first, first + layout.classes);
  const scores = layout.hasObjectness ? builder.node('Mul', [ofClass, columns(4, 5)]) : ofClass;
  return {
    boxes: builder.node('Concat', [builder.node('Sub', [middle, half]), builder.node('Add', [middle, half])], {
      axis: 2,
    }),
    scores: builder.node('Transpose', [scores], { perm: [0, 2, 1] }),
    places: layout.places,
  };
}

function headerOf(detector: Uint8Array): ReturnType<typeof readOnnxHeader> {
  try {
    return readOnnxHeader(detector);
  } catch {
    throw unsupported('it is no ONNX file');
  }
}

/** Asks it about an empty picture: shapes that the file leaves open are known then. */
async function look(detector: Uint8Array, metadata: Readonly<Record<string, string>>) {
  const session = await InferenceSession.create(detector, { logSeverityLevel: 3 }).catch((error: Error) => {
    throw unsupported(`ONNX Runtime cannot open it: ${error.message}`);
  });
  try {
    const [taken] = session.inputMetadata;
    const [given] = session.outputMetadata;
    if (session.inputMetadata.length !== 1 || !taken?.isTensor || !given) throw unsupported('it has not one input');
    if (taken.type !== 'float32') throw unsupported(`it takes ${taken.type}, expected float32: export it without half`);
    const side = sideOf(taken.shape, metadata);
    const picture = new Tensor('float32', new Float32Array(3 * side * side), [1, 3, side, side]);
    const { [given.name]: answer } = await session.run({ [taken.name]: picture });
    const [batch, rows, columns, ...more] = answer!.dims;
    if (batch !== 1 || rows === undefined || columns === undefined || more.length > 0) {
      throw unsupported(`its output is [${answer!.dims.join(', ')}]`);
    }
    return { input: taken.name, output: given.name, side, rows, columns };
  } finally {
    await session.release();
  }
}

function sideOf(shape: readonly (number | string)[], { imgsz }: Readonly<Record<string, string>>): number {
  const [, channels, height, width] = shape;
  const [known] = /\d+/.exec(imgsz ?? '') ?? [];
  const side = typeof height === 'number' ? height : Number(known ?? NaN);
  const isSquare = typeof width !== 'number' || width === side;
  if (shape.length === 4 && channels === 3 && isSquare && side > 0) return side;
  throw unsupported(`its input is [${shape.join(', ')}], expected [1, 3, side, side]`);
}

/** As Ultralytics writes them: {0: 'person', 1: "bird's nest"}. */
function namesIn({ names }: Readonly<Record<string, string>>): string[] | undefined {
  if (names === undefined) return undefined;
  const found: string[] = [];
  for (const [, index, single, double] of names.matchAll(/(\d+):\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)) {
    found[Number(index)] = (single ?? double ?? '').replace(/\\(.)/g, '$1');
  }
  return found.length > 0 ? Array.from(found, (name, index) => name ?? `class ${index}`) : undefined;
}

function unsupported(reason: string): PlatformError {
  return new PlatformError('UNSUPPORTED_DETECTOR', 422, `This detector cannot be imported: ${reason}`, 'file');
}
