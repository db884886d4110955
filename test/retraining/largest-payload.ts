/** From there on Temporal warns; what is large travels as an artifact's key. */
export const PAYLOAD_BYTES = 256 * 1024;

/**
 * In bytes: payloads stand in a history, as JSON or as it comes from the server, in fields named `data`.
 * @param history anything that holds events
 */
export function largestPayload(history: unknown): number {
  if (typeof history !== 'object' || history === null) return 0;
  return Math.max(
    0,
    ...Object.entries(history).map(([key, value]) => (key === 'data' ? sizeOf(value) : largestPayload(value))),
  );
}

function sizeOf(data: unknown): number {
  if (data instanceof Uint8Array) return data.length;
  return typeof data === 'string' ? Buffer.byteLength(data, 'base64') : largestPayload(data);
}
