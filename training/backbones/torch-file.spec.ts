import { OPCODES } from './pickle-opcodes.js';
import { PickleReader } from './pickle.js';
import { assemble, pickle, pickledGlobal, pickledText, torchFile } from './torch-file.contract.js';
import { readTorchFile } from './torch-file.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

const VALUES = Float32Array.of(1.5, -2, 0.25);

describe('readTorchFile', () => {
  it('reads the name, the view and the elements of a tensor', () => {
    const tensors = readTorchFile(torchFile('layer.weight', VALUES));
    const { shape, strides, offset, storage } = tensors.get('layer.weight')!;
    expect({ shape, strides, offset }).toEqual({ shape: [3], strides: [1], offset: 0 });
    expect([...storage.values!]).toEqual([...VALUES]);
  });

  it('refuses a file that is cut off, longer than it says or of another kind', () => {
    const file = torchFile('layer.weight', VALUES);
    expect(() => readTorchFile(file.subarray(0, -2))).toThrow(/storage 7 is missing, cut off/);
    expect(() => readTorchFile(assemble(file, 0))).toThrow(/more data after the last storage/);
    expect(() => readTorchFile(torchFile('layer.weight', VALUES, { length: 2 }))).toThrow(/another length/);
    expect(() => readTorchFile(pickle(OPCODES.NONE))).toThrow(/torch's old format/);
    expect(() => readTorchFile(new TextEncoder().encode('<html>'))).toThrow(UnreadableWeightsError);
  });
});

describe('PickleReader', () => {
  const read = (bytes: Uint8Array) => new PickleReader(bytes, { globals: {}, load: () => undefined }).read();

  it('reads plain data, memo included', () => {
    const { EMPTY_DICT, MARK, BINPUT, BINGET, BININT, SETITEMS, TUPLE2, NONE } = OPCODES;
    const minusTwo = assemble(BININT, Uint8Array.of(0xfe, 0xff, 0xff, 0xff));
    const key = assemble(pickledText('a'), BINPUT, 3);
    const again = assemble(BINGET, 3);
    expect(read(pickle(EMPTY_DICT, MARK, key, minusTwo, pickledText('b'), NONE, again, TUPLE2, SETITEMS))).toEqual(
      new Map<unknown, unknown>([
        ['a', -2],
        ['b', [null, 'a']],
      ]),
    );
  });

  it('refuses every global that it was not given, by name', () => {
    const attack = pickle(pickledGlobal('os', 'system'), pickledText('id'), OPCODES.TUPLE1, OPCODES.REDUCE);
    expect(() => read(attack)).toThrow(/asks for os\.system, which is not allowed/);
    expect(() => read(pickle(pickledGlobal('constructor', 'prototype')))).toThrow(/constructor\.prototype/);
  });

  it.each([
    [0x93, 'STACK_GLOBAL'],
    [0x81, 'NEWOBJ'],
    [0x69, 'INST'],
    [0x82, 'EXT1'],
    [0xff, '0xff'],
  ])('refuses instruction %i, by name', (opcode, name) => {
    expect(() => read(pickle(opcode))).toThrow(`the instruction ${name}, which is not allowed`);
  });

  it('refuses to call what is no function, and what ends too early', () => {
    expect(() => read(pickle(pickledText('print'), OPCODES.EMPTY_TUPLE, OPCODES.REDUCE))).toThrow(/damaged/);
    expect(() => read(pickle(OPCODES.TUPLE))).toThrow(/a mark is missing/);
    expect(() => read(pickle(OPCODES.REDUCE))).toThrow(/stack ran empty/);
    expect(() => read(assemble(OPCODES.PROTO, 2, OPCODES.BININT, 1))).toThrow(/ends too early/);
    expect(() => read(assemble(OPCODES.PROTO, 4))).toThrow(/protocol 4/);
  });
});
