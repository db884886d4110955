import protobuf from 'protobufjs/minimal.js';

export type Writer = protobuf.Writer;
type WriteFields = (writer: Writer) => Writer;

export const LENGTH_DELIMITED = 2; // protobuf's wire types
export const FIXED_64 = 1;
const FIXED_32 = 5;
export const VARINT = 0;
const DT_STRING = 7; // tensorflow.DataType
const RGB = 3; // tensorflow.Summary.Image's colour space

/** When, and at which epoch. */
export interface EventMoment {
  readonly at: Date;
  readonly step: number;
}

/** The event that every file begins with. */
export function fileVersionEvent(at: Date): Uint8Array {
  return event({ at, step: 0 }, (writer) => writer.uint32(tag(3, LENGTH_DELIMITED)).string('brain.Event:2'));
}

/** `simple_value` rather than a tensor: every reader of the last ten years knows it. */
export function scalarEvent(moment: EventMoment, name: string, value: number): Uint8Array {
  return summaryEvent(moment, name, (writer) => writer.uint32(tag(2, FIXED_32)).float(value));
}

/** @param text Markdown */
export function textEvent(moment: EventMoment, name: string, text: string): Uint8Array {
  return summaryEvent(moment, name, (writer) => {
    message(writer, 9, (metadata) =>
      message(metadata, 1, (plugin) => plugin.uint32(tag(1, LENGTH_DELIMITED)).string('text')),
    );
    return message(writer, 8, (tensor) => {
      tensor.uint32(tag(1, VARINT)).int32(DT_STRING);
      message(tensor, 2, (shape) => message(shape, 2, (dimension) => dimension.uint32(tag(1, VARINT)).int64(1)));
      return tensor.uint32(tag(8, LENGTH_DELIMITED)).string(text);
    });
  });
}

export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
  /** Right edges of the buckets, rising. */
  readonly limits: readonly number[];
  readonly buckets: readonly number[];
}

export function histogramEvent(moment: EventMoment, name: string, histogram: Histogram): Uint8Array {
  const { min, max, count, sum, sumOfSquares, limits, buckets } = histogram;
  return summaryEvent(moment, name, (writer) =>
    message(writer, 5, (histo) => {
      [min, max, count, sum, sumOfSquares].forEach((value, index) =>
        histo.uint32(tag(index + 1, FIXED_64)).double(value),
      );
      packedDoubles(histo, 6, limits);
      return packedDoubles(histo, 7, buckets);
    }),
  );
}

/** @param png an image file of that size in pixels */
export function imageEvent(
  moment: EventMoment,
  name: string,
  { png, width, height }: { readonly png: Uint8Array; readonly width: number; readonly height: number },
): Uint8Array {
  return summaryEvent(moment, name, (writer) =>
    message(writer, 4, (image) => {
      [height, width, RGB].forEach((value, index) => image.uint32(tag(index + 1, VARINT)).int32(value));
      return image.uint32(tag(4, LENGTH_DELIMITED)).bytes(png);
    }),
  );
}

/** tensorflow.Event with a tensorflow.Summary of one value. The numbers of the fields are those of their .proto files. */
export function summaryEvent(moment: EventMoment, name: string, writeValue: WriteFields): Uint8Array {
  return event(moment, (writer) =>
    message(writer, 5, (summary) =>
      message(summary, 1, (value) => writeValue(value.uint32(tag(1, LENGTH_DELIMITED)).string(name))),
    ),
  );
}

function event({ at, step }: EventMoment, writeContent: WriteFields): Uint8Array {
  const writer = protobuf.Writer.create();
  writer.uint32(tag(1, FIXED_64)).double(at.getTime() / 1000);
  writer.uint32(tag(2, VARINT)).int64(step);
  return writeContent(writer).finish();
}

export function message(writer: Writer, field: number, writeFields: WriteFields): Writer {
  return writeFields(writer.uint32(tag(field, LENGTH_DELIMITED)).fork()).ldelim();
}

function packedDoubles(writer: Writer, field: number, values: readonly number[]): Writer {
  return message(writer, field, (packed) => values.reduce((to, value) => to.double(value), packed));
}

export function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
