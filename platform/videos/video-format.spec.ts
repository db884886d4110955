import { videoFormat } from './video-format.js';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it.each([
  ['mp4', '\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41'],
  ['mp4', '\0\0\0\x14ftypqt  \0\0\0\0'],
  ['webm', '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm'],
  ['ogv', 'OggS\0\x02'],
])('knows %s by its first bytes', (format, text) => expect(videoFormat(bytes(text))).toBe(format));

it.each([
  ['an image in the same boxes', '\0\0\0\x1cftypavif\0\0\0\0'],
  ['a playlist that names other files', '#EXTM3U\nhttp://example.org/x.ts'],
  ['Matroska of another kind', '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska'],
  ['nothing', ''],
])('knows %s for no video', (_what, text) => expect(videoFormat(bytes(text))).toBeUndefined());
