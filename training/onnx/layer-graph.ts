import * as tf from '@tensorflow/tfjs';
import type { GraphBuilder } from './graph-builder.js';
import { float32 } from './tensor-data.js';
import type { Attributes } from './onnx-file.js';

/** A tensor of the ONNX graph that stands for a tensor of the LayersModel. */
export interface Value {
  readonly name: string;
  /** As Keras says it, channels last; null where only the run knows. */
  readonly shape: tf.Shape;
  /** How it lies in the graph: ONNX convolves and pools [batch, channels, …space], Keras everything else the other way. */
  readonly layout: 'channels-last' | 'channels-first';
}

/** The graph while layers are added: keeps track of layouts, and stores the weights of a shared layer once. */
export class LayerGraph {
  private readonly relaid = new Map<string, Value>();
  private readonly prefixes = new Map<tf.layers.Layer, string>();
  private readonly weights = new Map<string, string>();

  constructor(readonly builder: GraphBuilder) {}

  /** A new value of the same layout as `like`. */
  apply(operator: string, like: Value, inputs: readonly string[], attributes?: Attributes, shape = like.shape): Value {
    return { name: this.builder.node(operator, inputs, attributes), shape, layout: like.layout };
  }

  channelsFirst(value: Value): Value {
    const space = spatialAxes(value);
    return this.transposed(value, 'channels-first', [0, space.length + 1, ...space]);
  }

  channelsLast(value: Value): Value {
    const space = spatialAxes(value);
    return this.transposed(value, 'channels-last', [0, ...space.map((axis) => axis + 1), 1]);
  }

  /** All of one layout, channels first as soon as one of them is, so that residual blocks are not transposed. */
  alike(values: readonly Value[]): Value[] {
    const isAnyFirst = values.some((value) => value.layout === 'channels-first');
    return values.map((value) => (isAnyFirst ? this.channelsFirst(value) : value));
  }

  /**
   * A weight of a layer in the arrangement that ONNX wants.
   * @param role tells apart what one layer stores; same layer and role: stored once
   * @param arrange runs inside tf.tidy
   */
  weight(layer: tf.layers.Layer, role: string, arrange: () => tf.Tensor): string {
    const name = `${this.prefixOf(layer)}/${role}`;
    const known = this.weights.get(name);
    if (known !== undefined) return known;
    const { shape, values } = readTensor(arrange);
    const stored = this.builder.weight(name, float32(shape, values));
    this.weights.set(name, stored);
    return stored;
  }

  private transposed(value: Value, layout: Value['layout'], permutation: readonly number[]): Value {
    if (value.layout === layout || value.shape.length < 3) return value;
    const known = this.relaid.get(value.name);
    if (known !== undefined) return known;
    const name = this.builder.node('Transpose', [value.name], { perm: permutation });
    const turned = { name, shape: value.shape, layout };
    this.relaid.set(value.name, turned);
    this.relaid.set(name, value); // and back again costs nothing
    return turned;
  }

  /** The layer's name; layers of two nested models may share one. */
  private prefixOf(layer: tf.layers.Layer): string {
    const known = this.prefixes.get(layer);
    if (known !== undefined) return known;
    const taken = [...this.prefixes.keys()].filter((other) => other.name === layer.name).length;
    const prefix = taken === 0 ? layer.name : `${layer.name}_${taken}`;
    this.prefixes.set(layer, prefix);
    return prefix;
  }
}

/** The axes between batch and channels, counted channels last. */
function spatialAxes(value: Value): number[] {
  return Array.from({ length: value.shape.length - 2 }, (_, index) => index + 1);
}

function readTensor(make: () => tf.Tensor): { shape: number[]; values: Float32Array } {
  let read: { shape: number[]; values: Float32Array } | undefined;
  // Read inside the tidy, returned past it: tf.tidy walks every element of what its function returns.
  tf.tidy(() => {
    const tensor = make();
    read = { shape: tensor.shape, values: tensor.dataSync<'float32'>() };
  });
  return read as unknown as { shape: number[]; values: Float32Array };
}
