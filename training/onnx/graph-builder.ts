import { encodeModel, encodeNode, encodeTensor, encodeValueInfo } from './onnx-file.js';
import type { Attributes, Dimension } from './onnx-file.js';
import { float32, int64 } from './tensor-data.js';
import type { ElementType, TensorData } from './tensor-data.js';
import type { OnnxGraph } from './onnx-graph.js';

/**
 * Builds one ONNX graph (opset 17). Tensors go by name; every call that makes one returns it, and since a node can only
 * be given names that exist, nodes are in topological order by construction.
 */
export class GraphBuilder {
  private readonly nodes: Uint8Array[] = [];
  private readonly initializers: Uint8Array[] = [];
  private readonly inputs: Uint8Array[] = [];
  private readonly outputs: Uint8Array[] = [];
  private readonly names = new Set<string>();
  private readonly constants = new Map<string, string>();

  /** @param name the graph's name; made-up tensor names begin with it, so that two graphs can be joined */
  constructor(readonly name: string) {}

  input(name: string, type: ElementType, shape: readonly Dimension[]): string {
    this.inputs.push(encodeValueInfo(name, type, shape));
    return this.claim(name);
  }

  /** Gives a tensor to the outside under `name`. */
  output(name: string, tensor: string, type: ElementType, shape: readonly Dimension[]): void {
    this.nodes.push(encodeNode('Identity', name, [tensor], [this.claim(name)], {}));
    this.outputs.push(encodeValueInfo(name, type, shape));
  }

  /** A weight, stored under its own name. float16 weights come out as float32: ONNX Runtime casts them once, at load. */
  weight(name: string, tensor: TensorData): string {
    const stored = this.claim(`${this.name}/${name}`);
    this.initializers.push(encodeTensor(stored, tensor));
    return tensor.type === 'float16' ? this.node('Cast', [stored], { to: 1 }) : stored;
  }

  /** A list of integers: a shape, axes, sizes. Equal lists are stored once. */
  integers(values: readonly number[]): string {
    return this.constant(`integers_${values.join('_')}`, () => int64(values));
  }

  /** A list of float32 numbers. */
  floats(values: readonly number[]): string {
    return this.constant(`floats_${values.join('_')}`, () => float32([values.length], Float32Array.from(values)));
  }

  /** One float32 that is broadcast over whatever it meets. */
  scalar(value: number): string {
    return this.constant(`scalar_${value}`, () => float32([], Float32Array.of(value)));
  }

  /** Adds an operator with one output and returns that. An absent optional input is ''. */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const [output] = this.nodeWithOutputs(operator, inputs, 1, attributes);
    return output as string;
  }

  /** Adds an operator with several outputs. */
  nodeWithOutputs(operator: string, inputs: readonly string[], count: number, attributes: Attributes = {}): string[] {
    const name = `${this.name}/${operator}_${this.nodes.length}`;
    const outputs = Array.from({ length: count }, (_, index) => this.claim(count === 1 ? name : `${name}:${index}`));
    this.nodes.push(encodeNode(operator, name, inputs, outputs, attributes));
    return outputs;
  }

  /**
   * Puts a finished graph into this one; its outputs become tensors to go on from.
   * @param fed by the name of its input the tensor that it takes; an input that is not among them is one of this graph
   */
  include(graph: OnnxGraph, fed: Readonly<Record<string, string>> = {}): void {
    for (const name of graph.tensorNames) this.claim(name);
    for (const { name, bytes } of graph.inputs) {
      const tensor = fed[name];
      if (tensor === undefined) this.inputs.push(bytes);
      else this.nodes.push(encodeNode('Identity', name, [tensor], [name], {}));
    }
    this.initializers.push(...graph.initializers);
    this.nodes.push(...graph.nodes);
  }

  /** @param opset of a graph that was put into this one, where that is another than ours */
  toBytes(opset?: number): Uint8Array {
    const { name, nodes, initializers, inputs, outputs } = this;
    return encodeModel({ name, nodes, initializers, inputs, outputs }, opset);
  }

  private constant(key: string, make: () => TensorData): string {
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const stored = this.claim(`${this.name}/${key}`);
    this.initializers.push(encodeTensor(stored, make()));
    this.constants.set(key, stored);
    return stored;
  }

  private claim(name: string): string {
    if (this.names.has(name)) throw new Error(`Two tensors of the graph ${this.name} are called ${name}`);
    this.names.add(name);
    return name;
  }
}
