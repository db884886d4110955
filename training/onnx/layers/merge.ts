import { z } from 'zod';
import { readConfig } from '../layer-config.js';
import type { LayerCall, LayerExporter, LayerExporters } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';

/** An operator of exactly two inputs, folded over all of them. */
const pairwise =
  (operator: string): LayerExporter =>
  (call) => {
    const [first, ...others] = comparable(call);
    const folded = others.reduce(
      (left, right) => call.graph.apply(operator, left, [left.name, right.name]),
      first as Value,
    );
    return { ...folded, shape: call.outputShape };
  };

const variadic =
  (operator: string): LayerExporter =>
  (call) => {
    const values = comparable(call);
    const names = values.map((value) => value.name);
    return call.graph.apply(operator, values[0] as Value, names, {}, call.outputShape);
  };

const concatenate: LayerExporter = (call) => {
  const rank = call.outputShape.length;
  const { axis: given } = readConfig(call.layer, z.object({ axis: z.number() }));
  const axis = given < 0 ? given + rank : given;
  const values = comparable(call);
  const first = values[0] as Value;
  const names = values.map((value) => value.name);
  return call.graph.apply('Concat', first, names, { axis: axisInLayout(first, axis, rank) }, call.outputShape);
};

function axisInLayout(value: Value, axis: number, rank: number): number {
  if (value.layout === 'channels-last' || axis === 0) return axis;
  return axis === rank - 1 ? 1 : axis + 1;
}

/** The inputs in one layout. Keras would insert axes between inputs of unequal rank; nobody needs that here. */
function comparable({ graph, layer, inputs }: LayerCall): Value[] {
  const ranks = new Set(inputs.map((input) => input.shape.length));
  if (ranks.size > 1) throw new UnsupportedLayerError(layer, 'its inputs have different ranks; reshape them first');
  return graph.alike(inputs);
}

/** Of two matrices for each example: rows of the one with columns of the other. */
const dot: LayerExporter = (call) => {
  const { axes, normalize } = readConfig(call.layer, DottedSchema);
  const [left, right] = comparable(call) as [Value, Value];
  if (normalize || left.shape.length !== 3) {
    throw new UnsupportedLayerError(
      call.layer,
      'only the product of two inputs of rank 3, not normalised, is supported',
    );
  }
  const [first, second] = typeof axes === 'number' ? [axes, axes] : axes;
  const { builder } = call.graph;
  const turned = ({ name }: Value) => builder.node('Transpose', [name], { perm: [0, 2, 1] });
  const rows = first === 1 ? turned(left) : left.name;
  const columns = second === 2 || second === -1 ? turned(right) : right.name;
  return call.graph.apply('MatMul', left, [rows, columns], {}, call.outputShape);
};

const DottedSchema = z.object({
  axes: z.union([z.number(), z.tuple([z.number(), z.number()])]),
  normalize: z.boolean().default(false),
});

export const merges: LayerExporters = {
  Add: pairwise('Add'),
  Multiply: pairwise('Mul'),
  Average: variadic('Mean'),
  Maximum: variadic('Max'),
  Minimum: variadic('Min'),
  Concatenate: concatenate,
  Dot: dot,
};
