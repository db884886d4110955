import { factsOf } from './probe.js';

const input = (stream: string, duration = '00:00:26.12') => `Input #0, mov,mp4, from 'video':
  Duration: ${duration}, start: 0.000000, bitrate: 497 kb/s
  Stream #0:0[0x1](und): ${stream}
At least one output file must be specified`;

const H264 = 'Video: h264 (High) (avc1 / 0x31637661), yuv420p(progressive)';

it('reads size, rate and length', () => {
  expect(factsOf(input(`${H264}, 640x362, 495 kb/s, 25 fps, 25 tbr, 12800 tbn (default)`), 'mp4')).toEqual({
    ...{ format: 'mp4', width: 640, height: 362, framesPerSecond: 25, seconds: 26.12 },
  });
});

it('knows the size as it is shown: with square pixels, and turned as a telephone was held', () => {
  const wide = factsOf(input(`${H264}, 720x576 [SAR 16:11 DAR 20:11], 25 fps, 25 tbr`), 'mp4');
  expect([wide.width, wide.height]).toEqual([1047, 576]);
  const turned = `${input(`${H264}, 1920x1080, 30 fps, 30 tbr`)}\n      displaymatrix: rotation of -90.00 degrees`;
  expect(factsOf(turned, 'mp4')).toMatchObject({ width: 1080, height: 1920 });
});

it.each([
  ['50 fps, 50 tbr', 25],
  ['59.94 fps, 59.94 tbr', 29.97],
  ['120 fps', 30],
  ['23.98 fps', 23.98],
  ['1k tbr, 1k tbn', 25],
])('looks at the frames of "%s" at %d a second', (said, rate) => {
  expect(factsOf(input(`${H264}, 640x360, ${said}`), 'webm').framesPerSecond).toBeCloseTo(rate, 6);
});

it('does not know the length of a recording that does not say it', () => {
  expect(factsOf(input(`${H264}, 640x360, 25 fps`, 'N/A'), 'webm').seconds).toBeUndefined();
});

it.each([
  ['VIDEO_TOO_LONG', input(`${H264}, 640x360, 25 fps`, '00:30:01.00')],
  ['VIDEO_WITHOUT_PICTURES', input('Audio: aac (LC), 44100 Hz, stereo, fltp, 128 kb/s')],
  ['VIDEO_WITHOUT_PICTURES', input('Video: mjpeg, yuvj420p, 600x600, 90k tbr (attached pic)')],
  ['VIDEO_TOO_LARGE', input(`${H264}, 20000x20000, 25 fps`)],
  ['VIDEO_UNREADABLE', '[mov,mp4 @ 0x55] moov atom not found\n/tmp/x/video: Invalid data found when processing input'],
])('refuses with %s', (code, said) => {
  expect(() => factsOf(said, 'mp4')).toThrow(expect.objectContaining({ code, status: 422 }) as Error);
});

it('says what is wrong without saying where the file lies', () => {
  const said = '/tmp/secret/video: Invalid data found when processing input';
  expect(() => factsOf(said, 'mp4')).toThrow('The video cannot be read: Invalid data found when processing input');
});
