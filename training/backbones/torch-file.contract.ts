import { OPCODES } from './pickle-opcodes.js';

/** Pickle instructions, one after the other: numbers are opcodes or bytes, texts are themselves. */
export function assemble(...parts: readonly (number | string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))));
}

export function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

export function pickledText(text: string): Uint8Array {
  return assemble(OPCODES.BINUNICODE, uint32(text.length), text);
}

export function pickledGlobal(module: string, name: string): Uint8Array {
  return assemble(OPCODES.GLOBAL, `${module}\n${name}\n`);
}

export function pickle(...parts: readonly (number | string | Uint8Array)[]): Uint8Array {
  return assemble(OPCODES.PROTO, 2, ...parts, OPCODES.STOP);
}

/** What torch.save writes in its old format for one float32 vector, byte by byte. */
export function torchFile(name: string, values: Float32Array, changes: { readonly length?: number } = {}): Uint8Array {
  const { TUPLE, MARK, BININT1, SETITEM, EMPTY_DICT, REDUCE, NONE } = OPCODES;
  const magic = assemble(OPCODES.LONG1, 10, Uint8Array.of(0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19));
  const system = assemble(EMPTY_DICT, pickledText('little_endian'), OPCODES.NEWTRUE, SETITEM);
  const length = changes.length ?? values.length;
  const storage = assemble(
    ...[MARK, pickledText('storage'), pickledGlobal('torch', 'FloatStorage'), pickledText('7'), pickledText('cpu')],
    ...[BININT1, length, NONE, TUPLE, OPCODES.BINPERSID],
  );
  const vector = (value: number) => assemble(BININT1, value, OPCODES.TUPLE1);
  const tensor = assemble(
    ...[pickledGlobal('torch._utils', '_rebuild_tensor_v2'), MARK, storage, BININT1, 0, vector(length), vector(1)],
    ...[OPCODES.NEWFALSE, NONE, TUPLE, REDUCE],
  );
  const ordered = assemble(pickledGlobal('collections', 'OrderedDict'), OPCODES.EMPTY_TUPLE, REDUCE);
  return assemble(
    pickle(magic),
    pickle(OPCODES.BININT2, 0xe9, 0x03), // 1001
    pickle(system),
    pickle(ordered, pickledText(name), tensor, SETITEM, EMPTY_DICT, OPCODES.BUILD),
    pickle(OPCODES.EMPTY_LIST, MARK, pickledText('7'), OPCODES.APPENDS),
    new Uint8Array(BigInt64Array.of(BigInt(values.length)).buffer),
    new Uint8Array(values.buffer),
  );
}
