import protobuf from 'protobufjs/minimal.js';
import { GRAPH, MODEL, NAMED, NODE } from './onnx-file.js';

/**
 * A finished graph, read just far enough to put it into another one: its nodes and weights stay the bytes they are,
 * since in protobuf a repeated field is joined by writing one after the other.
 */
export interface OnnxGraph {
  readonly inputs: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly outputs: readonly string[];
  readonly nodes: readonly Uint8Array[];
  readonly initializers: readonly Uint8Array[];
  /** Every name that a node, a weight or an input gives to a tensor. */
  readonly tensorNames: ReadonlySet<string>;
}

export function readOnnxGraph(model: Uint8Array): OnnxGraph {
  const [graph] = delimitedFields(model, MODEL.graph);
  if (graph === undefined) throw new Error('These bytes are no ONNX model: they hold no graph');
  const nodes = delimitedFields(graph, GRAPH.node);
  const initializers = delimitedFields(graph, GRAPH.initializer);
  const inputs = delimitedFields(graph, GRAPH.input).map((bytes) => ({ name: nameIn(bytes, NAMED.value), bytes }));
  return {
    inputs,
    outputs: delimitedFields(graph, GRAPH.output).map((bytes) => nameIn(bytes, NAMED.value)),
    nodes,
    initializers,
    tensorNames: new Set([
      ...inputs.map((input) => input.name),
      ...initializers.map((bytes) => nameIn(bytes, NAMED.tensor)),
      ...nodes.flatMap((bytes) => delimitedFields(bytes, NODE.output).map(decodeText)),
    ]),
  };
}

const DELIMITED = 2;

/** The contents of every occurrence of a length-delimited field: a message, a text or bytes. */
export function delimitedFields(message: Uint8Array, field: number): Uint8Array[] {
  const reader = protobuf.Reader.create(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if (key === ((field << 3) | DELIMITED)) found.push(reader.bytes());
    else reader.skipType(key & 7);
  }
  return found;
}

function nameIn(message: Uint8Array, field: number): string {
  const [name] = delimitedFields(message, field);
  return name === undefined ? '' : decodeText(name);
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
