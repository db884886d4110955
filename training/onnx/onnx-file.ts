import protobuf from 'protobufjs/minimal.js';
import type { ElementType, TensorData } from './tensor-data.js';

/**
 * The part of ONNX's protobuf schema that exported graphs use. The numbers are the field numbers of onnx.proto.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export const OPSET = 17;
const IR_VERSION = 8; // the file format that came with opset 17
const PRODUCER = 'marquee';

export const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8, metadata: 14 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
export const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5 } as const;
export const NAMED = { tensor: 8, value: 1 } as const; // where TensorProto and ValueInfoProto keep their names
const ATTRIBUTE = { name: 1, float: 2, integer: 3, string: 4, floats: 7, integers: 8, strings: 9, type: 20 } as const;
const ATTRIBUTE_TYPE = { float: 1, integer: 2, string: 3, floats: 6, integers: 7, strings: 8 } as const;
const ELEMENT_TYPE: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
};

const VARINT = 0; // protobuf wire types
const FIXED32 = 5;
const DELIMITED = 2;
const tag = (field: number, wireType: number) => (field << 3) | wireType;

/** Numbers are ONNX integers; a float says so, since JavaScript does not tell 1 from 1.0. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly float: number }
  | { readonly floats: readonly number[] };
export type Attributes = Readonly<Record<string, Attribute>>;

/** A size, or the name of one that only the run knows; equal names are equal sizes. */
export type Dimension = number | string;

export interface GraphParts {
  readonly name: string;
  readonly nodes: readonly Uint8Array[];
  readonly initializers: readonly Uint8Array[];
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
}

/** @param opset of which the operators are, where they are not our own */
export function encodeModel(parts: GraphParts, opset = OPSET): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(tag(MODEL.irVersion, VARINT)).int64(IR_VERSION);
  writer.uint32(tag(MODEL.producer, DELIMITED)).string(PRODUCER);
  writer.uint32(tag(MODEL.opset, DELIMITED)).fork().uint32(tag(2, VARINT)).int64(opset).ldelim();
  const graph = writer.uint32(tag(MODEL.graph, DELIMITED)).fork();
  for (const node of parts.nodes) graph.uint32(tag(GRAPH.node, DELIMITED)).bytes(node);
  graph.uint32(tag(GRAPH.name, DELIMITED)).string(parts.name);
  for (const initializer of parts.initializers) graph.uint32(tag(GRAPH.initializer, DELIMITED)).bytes(initializer);
  for (const input of parts.inputs) graph.uint32(tag(GRAPH.input, DELIMITED)).bytes(input);
  for (const output of parts.outputs) graph.uint32(tag(GRAPH.output, DELIMITED)).bytes(output);
  graph.ldelim();
  return writer.finish();
}

export function encodeNode(
  operator: string,
  name: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Attributes,
): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const input of inputs) writer.uint32(tag(NODE.input, DELIMITED)).string(input);
  for (const output of outputs) writer.uint32(tag(NODE.output, DELIMITED)).string(output);
  writer.uint32(tag(NODE.name, DELIMITED)).string(name);
  writer.uint32(tag(NODE.operator, DELIMITED)).string(operator);
  for (const [key, value] of Object.entries(attributes)) {
    const attribute = writer.uint32(tag(NODE.attribute, DELIMITED)).fork();
    attribute.uint32(tag(ATTRIBUTE.name, DELIMITED)).string(key);
    const type = writeAttributeValue(attribute, value);
    attribute.uint32(tag(ATTRIBUTE.type, VARINT)).int32(ATTRIBUTE_TYPE[type]);
    attribute.ldelim();
  }
  return writer.finish();
}

function writeAttributeValue(writer: protobuf.Writer, value: Attribute): keyof typeof ATTRIBUTE_TYPE {
  if (typeof value === 'number') {
    writer.uint32(tag(ATTRIBUTE.integer, VARINT)).int64(value);
    return 'integer';
  }
  if (typeof value === 'string') {
    writer.uint32(tag(ATTRIBUTE.string, DELIMITED)).string(value);
    return 'string';
  }
  if ('float' in value) {
    writer.uint32(tag(ATTRIBUTE.float, FIXED32)).float(value.float);
    return 'float';
  }
  if ('floats' in value) {
    for (const float of value.floats) writer.uint32(tag(ATTRIBUTE.floats, FIXED32)).float(float);
    return 'floats';
  }
  for (const item of value) {
    if (typeof item === 'string') writer.uint32(tag(ATTRIBUTE.strings, DELIMITED)).string(item);
    else writer.uint32(tag(ATTRIBUTE.integers, VARINT)).int64(item);
  }
  return typeof value[0] === 'string' ? 'strings' : 'integers';
}

export function encodeTensor(name: string, tensor: TensorData): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const size of tensor.shape) writer.uint32(tag(1, VARINT)).int64(size);
  writer.uint32(tag(2, VARINT)).int32(ELEMENT_TYPE[tensor.type]);
  writer.uint32(tag(NAMED.tensor, DELIMITED)).string(name);
  writer.uint32(tag(9, DELIMITED)).bytes(tensor.bytes);
  return writer.finish();
}

/** What the graph takes or gives: name, type and shape. */
export function encodeValueInfo(name: string, type: ElementType, shape: readonly Dimension[]): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(tag(NAMED.value, DELIMITED)).string(name);
  const typeProto = writer.uint32(tag(2, DELIMITED)).fork();
  const tensorType = typeProto.uint32(tag(1, DELIMITED)).fork();
  tensorType.uint32(tag(1, VARINT)).int32(ELEMENT_TYPE[type]);
  const shapeProto = tensorType.uint32(tag(2, DELIMITED)).fork();
  for (const dimension of shape) {
    const dimensionProto = shapeProto.uint32(tag(1, DELIMITED)).fork();
    if (typeof dimension === 'number') dimensionProto.uint32(tag(1, VARINT)).int64(dimension);
    else dimensionProto.uint32(tag(2, DELIMITED)).string(dimension);
    dimensionProto.ldelim();
  }
  shapeProto.ldelim();
  tensorType.ldelim();
  typeProto.ldelim();
  return writer.finish();
}
