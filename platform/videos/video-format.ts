/** What a browser plays and we read. */
export type VideoFormat = 'mp4' | 'webm' | 'ogv';

/** How many bytes of a file say what it is. */
export const FIRST_BYTES = 64;

const IMAGES_IN_MP4 = /^(avi[fs]|hei[cfmsx]|hev[cmsx]|mif1|msf1)/; // brands of pictures that lie in the same boxes

/** The format by the file's first bytes, whatever it is called; undefined for anything else. */
export function videoFormat(start: Uint8Array): VideoFormat | undefined {
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, FIRST_BYTES)).toString('latin1');
  if (text.startsWith('ftyp', 4)) return IMAGES_IN_MP4.test(text.slice(8)) ? undefined : 'mp4';
  if (text.startsWith('\x1a\x45\xdf\xa3')) return text.includes('webm') ? 'webm' : undefined;
  return text.startsWith('OggS') ? 'ogv' : undefined;
}

/** The type to send it with. */
export function mediaTypeOf(format: VideoFormat): string {
  return { mp4: 'video/mp4', webm: 'video/webm', ogv: 'video/ogg' }[format];
}
