import { OPCODES, nameOf } from './pickle-opcodes.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

/** What a pickle may call: by "module name", and only these. */
export type PickleGlobals = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export interface PickleWorld {
  readonly globals: PickleGlobals;
  /** Turns a persistent id into what it stands for. */
  load(persistentId: unknown): unknown;
}

const MARK = Symbol('mark');

/**
 * Reads pickles (protocol 2), one after the other. A pickle is a program for a stack machine that may call anything; this machine knows
 * only the instructions that plain data needs and only the globals it is given, and refuses all others by name.
 * dict and OrderedDict become Map, list and tuple arrays, None null, LONG1 bigint.
 */
export class PickleReader {
  /** Where the next pickle begins. */
  position = 0;
  private readonly view: DataView;
  private memo = new Map<number, unknown>();
  private stack: unknown[] = [];

  constructor(
    private readonly bytes: Uint8Array,
    private readonly world: PickleWorld,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The pickle at `position`, which moves behind it. */
  read(): unknown {
    this.memo = new Map();
    this.stack = [];
    for (;;) {
      const opcode = this.uint8();
      if (opcode === OPCODES.STOP) return this.pop();
      this.execute(opcode);
    }
  }

  private execute(opcode: number): void {
    const { stack } = this;
    switch (opcode) {
      case OPCODES.PROTO:
        return this.expectProtocol(this.uint8());
      case OPCODES.MARK:
        return void stack.push(MARK);
      case OPCODES.NONE:
        return void stack.push(null);
      case OPCODES.NEWTRUE:
        return void stack.push(true);
      case OPCODES.NEWFALSE:
        return void stack.push(false);
      case OPCODES.BININT:
        return void stack.push(this.view.getInt32(this.advance(4), true));
      case OPCODES.BININT1:
        return void stack.push(this.uint8());
      case OPCODES.BININT2:
        return void stack.push(this.view.getUint16(this.advance(2), true));
      case OPCODES.LONG1:
        return void stack.push(this.bigint(this.uint8()));
      case OPCODES.BINUNICODE:
        return void stack.push(this.text(this.uint32()));
      case OPCODES.EMPTY_DICT:
        return void stack.push(new Map());
      case OPCODES.EMPTY_LIST:
      case OPCODES.EMPTY_TUPLE:
        return void stack.push([]);
      case OPCODES.TUPLE1:
      case OPCODES.TUPLE2:
        return void stack.push(this.popMany(opcode - OPCODES.TUPLE1 + 1));
      case OPCODES.TUPLE:
        return void stack.push(this.popToMark());
      case OPCODES.SETITEM:
        return this.setItems(this.popMany(2));
      case OPCODES.SETITEMS:
        return this.setItems(this.popToMark());
      case OPCODES.APPENDS:
        return this.append(this.popToMark());
      case OPCODES.BINPUT:
        return void this.memo.set(this.uint8(), stack.at(-1));
      case OPCODES.LONG_BINPUT:
        return void this.memo.set(this.uint32(), stack.at(-1));
      case OPCODES.BINGET:
        return this.recall(this.uint8());
      case OPCODES.LONG_BINGET:
        return this.recall(this.uint32());
      case OPCODES.GLOBAL:
        return this.pushGlobal(this.line(), this.line());
      case OPCODES.REDUCE:
        return this.call();
      case OPCODES.BUILD:
        return void this.pop(); // sets attributes of what stays on the stack; torch's metadata, not needed
      case OPCODES.BINPERSID:
        return void stack.push(this.world.load(this.pop()));
      default:
        throw new UnreadableWeightsError(`the pickle uses the instruction ${nameOf(opcode)}, which is not allowed`);
    }
  }

  private expectProtocol(protocol: number): void {
    if (protocol !== 2) throw new UnreadableWeightsError(`it is a pickle of protocol ${protocol}, not 2`);
  }

  private pushGlobal(module: string, name: string): void {
    const global = Object.hasOwn(this.world.globals, `${module} ${name}`) && this.world.globals[`${module} ${name}`];
    if (!global) throw new UnreadableWeightsError(`the pickle asks for ${module}.${name}, which is not allowed`);
    this.stack.push(global);
  }

  private call(): void {
    const args = this.pop();
    const callee = this.pop();
    if (typeof callee !== 'function' || !Array.isArray(args)) throw new UnreadableWeightsError('the pickle is damaged');
    this.stack.push((callee as PickleGlobals[string])(...(args as unknown[])));
  }

  private setItems(items: readonly unknown[]): void {
    const target = this.stack.at(-1);
    if (!(target instanceof Map)) throw new UnreadableWeightsError('the pickle sets items of what is no dict');
    for (let index = 0; index < items.length; index += 2) target.set(items[index], items[index + 1]);
  }

  private append(items: readonly unknown[]): void {
    const target = this.stack.at(-1);
    if (!Array.isArray(target)) throw new UnreadableWeightsError('the pickle appends to what is no list');
    for (const item of items) target.push(item);
  }

  private recall(key: number): void {
    if (!this.memo.has(key)) throw new UnreadableWeightsError(`the pickle recalls ${key}, which it never stored`);
    this.stack.push(this.memo.get(key));
  }

  private pop(): unknown {
    if (this.stack.length === 0) throw new UnreadableWeightsError('the pickle is damaged: its stack ran empty');
    return this.stack.pop();
  }

  private popMany(count: number): unknown[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  private popToMark(): unknown[] {
    const mark = this.stack.lastIndexOf(MARK);
    if (mark === -1) throw new UnreadableWeightsError('the pickle is damaged: a mark is missing');
    const items = this.stack.slice(mark + 1);
    this.stack.length = mark;
    return items;
  }

  private uint8(): number {
    return this.view.getUint8(this.advance(1));
  }

  private uint32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  /** Little-endian two's complement. */
  private bigint(length: number): bigint {
    const start = this.advance(length);
    let value = 0n;
    for (let index = length - 1; index >= 0; index--) value = (value << 8n) | BigInt(this.view.getUint8(start + index));
    return BigInt.asIntN(length * 8, value);
  }

  private text(length: number): string {
    const start = this.advance(length);
    return new TextDecoder().decode(this.bytes.subarray(start, start + length));
  }

  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.position);
    if (end === -1) throw new UnreadableWeightsError('the pickle ends in the middle of a line');
    const line = this.text(end - this.position);
    this.position = end + 1;
    return line;
  }

  private advance(length: number): number {
    const start = this.position;
    if (start + length > this.bytes.length) throw new UnreadableWeightsError('the pickle ends too early');
    this.position = start + length;
    return start;
  }
}
