/** Instructions that plain data needs, of pickle protocol 2. @see CPython's Lib/pickletools.py, which describes each */
export const OPCODES = {
  APPENDS: 0x65,
  BINGET: 0x68,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  BINPERSID: 0x51,
  BINPUT: 0x71,
  BINUNICODE: 0x58,
  BUILD: 0x62,
  EMPTY_DICT: 0x7d,
  EMPTY_LIST: 0x5d,
  EMPTY_TUPLE: 0x29,
  GLOBAL: 0x63,
  LONG1: 0x8a,
  LONG_BINGET: 0x6a,
  LONG_BINPUT: 0x72,
  MARK: 0x28,
  NEWFALSE: 0x89,
  NEWTRUE: 0x88,
  NONE: 0x4e,
  PROTO: 0x80,
  REDUCE: 0x52,
  SETITEM: 0x73,
  SETITEMS: 0x75,
  STOP: 0x2e,
  TUPLE: 0x74,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
} as const;

/** The ways to make or call objects that are refused, so that a refusal can name them. */
const REFUSED: Readonly<Record<number, string>> = {
  0x50: 'PERSID',
  0x69: 'INST',
  0x6f: 'OBJ',
  0x81: 'NEWOBJ',
  0x82: 'EXT1',
  0x83: 'EXT2',
  0x84: 'EXT4',
  0x92: 'NEWOBJ_EX',
  0x93: 'STACK_GLOBAL',
};

export function nameOf(opcode: number): string {
  return REFUSED[opcode] ?? `0x${opcode.toString(16).padStart(2, '0')}`;
}
