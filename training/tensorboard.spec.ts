import protobuf from 'protobufjs';
import { FileNameSchema } from '../platform/manifest.js';
import { TensorboardLog, eventFileName } from './tensorboard.js';

const AT = new Date('2026-11-21T07:45:00Z');

/** The parts of TensorBoard's event.proto, summary.proto and tensor.proto that matter here, for reading back. */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  message Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
  message Summary { repeated Value value = 1; }
  message Value { string tag = 1; float simple_value = 2; Image image = 4; Histo histo = 5; Tensor tensor = 8; Metadata metadata = 9; }
  message Histo { double min = 1; double max = 2; double num = 3; double sum = 4; double sum_squares = 5;
                  repeated double bucket_limit = 6; repeated double bucket = 7; }
  message Tensor { int32 dtype = 1; Shape tensor_shape = 2; repeated string string_val = 8; }
  message Shape { repeated Dim dim = 2; }
  message Dim { int64 size = 1; }
  message Metadata { Plugin plugin_data = 1; }
  message Image { int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4; }
  message Plugin { string plugin_name = 1; HParamsPluginData content = 2; }
  message HParamsPluginData { int32 version = 1; Start session_start_info = 3; End session_end_info = 4; }
  message Start { map<string, HValue> hparams = 1; string group_name = 4; double start_time_secs = 5; }
  message HValue { double number_value = 2; string string_value = 3; bool bool_value = 4; }
  message End { int32 status = 1; double end_time_secs = 2; }
`,
  { keepCase: true },
);
const EventType = root.lookupType('Event');

/** CRC-32C bit by bit, straight from its polynomial, so that writer and reader share nothing. */
function maskedChecksum(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function readEvents(bytes: Uint8Array): Record<string, unknown>[] {
  const file = Buffer.from(bytes);
  const events: Record<string, unknown>[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 8)).toBe(maskedChecksum(file.subarray(at, at + 8)));
    expect(file.readUInt32LE(at + 12 + length)).toBe(maskedChecksum(data));
    events.push(EventType.toObject(EventType.decode(data), { longs: Number }));
    at += 16 + length;
  }
  return events;
}

const summaryOf = (value: unknown, step: number) => ({
  wall_time: AT.getTime() / 1000,
  step,
  summary: { value: [value] },
});

describe('TensorboardLog', () => {
  it('begins with the version of the format', () => {
    expect(readEvents(new TensorboardLog(AT).toBytes())).toEqual([
      { wall_time: AT.getTime() / 1000, file_version: 'brain.Event:2' },
    ]);
  });

  it('writes figures by epoch', () => {
    const log = new TensorboardLog(AT);
    log.scalar({ at: AT, step: 1 }, 'loss', 0.5);
    log.scalar({ at: AT, step: 2 }, 'loss', 0.25);

    expect(readEvents(log.toBytes()).slice(1)).toEqual([
      summaryOf({ tag: 'loss', simple_value: 0.5 }, 1),
      summaryOf({ tag: 'loss', simple_value: 0.25 }, 2),
    ]);
  });

  it('writes a table as the text that the text plugin shows', () => {
    const log = new TensorboardLog(AT);
    log.table({ at: AT, step: 1 }, 'hyperparameters', { learningRate: 0.001, name: 'Gruß' });
    expect(readEvents(log.toBytes())[1]).toEqual(
      summaryOf(
        {
          tag: 'hyperparameters',
          metadata: { plugin_data: { plugin_name: 'text' } },
          tensor: {
            dtype: 7,
            tensor_shape: { dim: [{ size: 1 }] },
            string_val: ['| name | value |\n| --- | --- |\n| learningRate | 0.001 |\n| name | "Gruß" |'],
          },
        },
        1,
      ),
    );
  });

  it('writes images with their size', () => {
    const log = new TensorboardLog(AT);
    log.image({ at: AT, step: 2 }, 'confusion', { png: Uint8Array.of(137, 80), width: 3, height: 2 });
    const image = { height: 2, width: 3, colorspace: 3, encoded_image_string: Buffer.from([137, 80]) };
    expect(readEvents(log.toBytes())[1]).toEqual(summaryOf({ tag: 'confusion', image }, 2));
  });

  it('writes what the page of hyperparameters reads: numbers, words, yes and no, and how it ended', () => {
    const log = new TensorboardLog(AT);
    const endedAt = new Date(AT.getTime() + 9000);
    log.session({
      startedAt: AT,
      endedAt,
      group: 'dense',
      hyperparameters: { l2: 0.5, head: 'dense', isFrozen: true },
    });
    const contents = readEvents(log.toBytes())
      .slice(1)
      .map(({ summary }) => (summary as { value: { metadata: { plugin_data: object } }[] }).value[0]!.metadata);
    const hparams = { l2: { number_value: 0.5 }, head: { string_value: 'dense' }, isFrozen: { bool_value: true } };
    const start = AT.getTime() / 1000;
    expect(contents.map(({ plugin_data }) => plugin_data)).toEqual([
      {
        plugin_name: 'hparams',
        content: { session_start_info: { hparams, group_name: 'dense', start_time_secs: start } },
      },
      { plugin_name: 'hparams', content: { session_end_info: { status: 1, end_time_secs: start + 9 } } },
    ]);
  });

  it('counts every value of a histogram once, the largest too', () => {
    const log = new TensorboardLog(AT);
    log.histogram(
      { at: AT, step: 3 },
      'kernel',
      Float32Array.from({ length: 61 }, (_, index) => index - 20),
    );
    log.histogram({ at: AT, step: 3 }, 'zeros', new Float32Array(4));
    log.histogram({ at: AT, step: 3 }, 'nothing', new Float32Array(0));

    const [kernel, zeros, ...more] = readEvents(log.toBytes())
      .slice(1)
      .map(({ summary }) => (summary as { value: { histo: Record<string, number[]> }[] }).value[0]!.histo);
    expect(kernel).toMatchObject({ min: -20, max: 40, num: 61, sum: 610, sum_squares: 25010 });
    expect(kernel!.bucket_limit).toHaveLength(30);
    expect(kernel!.bucket_limit!.at(-1)).toBe(40);
    expect(kernel!.bucket!.reduce((sum, count) => sum + count)).toBe(61);
    expect(zeros!.bucket![0]).toBe(4);
    expect(more).toEqual([]);
  });
});

describe('eventFileName', () => {
  it('is a name that TensorBoard looks for and a version may hold', () => {
    expect(eventFileName(AT)).toContain('tfevents');
    expect(FileNameSchema.parse(eventFileName(AT))).toBe('events.out.tfevents.1795247100.marquee');
  });
});
