import protobuf from 'protobufjs/minimal.js';
import { delimitedFields } from './onnx-graph.js';
import { MODEL } from './onnx-file.js';

/** What an ONNX file says of itself beside its graph. */
export interface OnnxHeader {
  /** Of the standard operators; 0 when the file names none. */
  readonly opset: number;
  /** Other sets of operators that it uses. */
  readonly otherOperators: readonly string[];
  /** What the program that wrote it added. */
  readonly metadata: Readonly<Record<string, string>>;
}

export function readOnnxHeader(model: Uint8Array): OnnxHeader {
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());
  const sets = delimitedFields(model, MODEL.opset).map((bytes) => ({
    domain: text(delimitedFields(bytes, 1)[0]),
    version: versionIn(bytes),
  }));
  const isStandard = ({ domain }: { domain: string }) => domain === '' || domain === 'ai.onnx';
  const entries = delimitedFields(model, MODEL.metadata).map((bytes) =>
    [1, 2].map((of) => text(delimitedFields(bytes, of)[0])),
  );
  return {
    opset: sets.find(isStandard)?.version ?? 0,
    otherOperators: sets.filter((set) => !isStandard(set)).map(({ domain }) => domain),
    metadata: Object.fromEntries(entries as [string, string][]),
  };
}

function versionIn(operatorSet: Uint8Array): number {
  const reader = protobuf.Reader.create(operatorSet);
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if (key >>> 3 === 2) return Number(reader.int64());
    reader.skipType(key & 7);
  }
  return 0;
}
