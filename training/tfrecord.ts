import { crc32c } from '@aws-crypto/crc32c';

const HEADER_BYTES = 12; // length as uint64, checksum of the length
const FOOTER_BYTES = 4; // checksum of the data

/**
 * One record of a TFRecord file; such a file is nothing but its records one after the other, so it can be appended to.
 * @see https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 */
export function tfRecord(data: Uint8Array): Uint8Array {
  const record = Buffer.alloc(HEADER_BYTES + data.length + FOOTER_BYTES);
  record.writeBigUInt64LE(BigInt(data.length), 0);
  record.writeUInt32LE(maskedChecksum(record.subarray(0, 8)), 8);
  record.set(data, HEADER_BYTES);
  record.writeUInt32LE(maskedChecksum(data), HEADER_BYTES + data.length);
  return record;
}

/** Masked, since a checksum over bytes that hold a checksum of themselves would be weak. */
function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c(bytes);
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}
