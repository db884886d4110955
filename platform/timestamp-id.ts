export const TIMESTAMP_ID = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/**
 * `20261121T074500Z-1a2b3c4d`: a time in UTC, so that names sort by age, and digits that tell two of a second apart.
 * @param unique hexadecimal, whose last eight digits are taken: Temporal's ids begin with the time, and so are alike there
 */
export function timestampId(time: Date, unique: string): string {
  const seconds = time
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  return `${seconds}-${unique.slice(-8)}`;
}
