import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFrames } from './decode.js';

const FRAME_BYTES = 2 * 2 * 3;
const facts = { format: 'webm', width: 2, height: 2, framesPerSecond: 10 } as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** How many frames come of a program that writes three seconds of them and then ends as it is told. */
async function framesOf(end: string, seconds: number | undefined): Promise<number> {
  const program = join(folder, 'program');
  await writeFile(program, `#!/bin/sh\nhead -c ${30 * FRAME_BYTES} /dev/zero\n${end}\n`, { mode: 0o755 });
  let frames = 0;
  for await (const { pixels } of decodeFrames(program, 'film.webm', { ...facts, seconds })) {
    expect(pixels).toHaveLength(FRAME_BYTES);
    frames++;
  }
  return frames;
}

it.each([
  ['at once', 'kill -KILL $$'],
  ['by a signal that it heeds', 'exit 255'],
])('lets another try read what the program did not, as it was ended %s', async (_how, end) => {
  for (const seconds of [undefined, 3, 60]) {
    await expect(framesOf(end, seconds)).rejects.toMatchObject({ code: 'VIDEO_READER_KILLED', status: 503 });
  }
});

it('takes no failure of the program for the end of a video of unknown length', async () => {
  expect(await framesOf('exit 0', undefined)).toBe(30);
  await expect(
    framesOf("echo '[webm @ 0x5] [vp8 @ 0x6] Cannot allocate' >&2; exit 1", undefined),
  ).rejects.toMatchObject({
    code: 'VIDEO_BROKEN',
    message: 'The video breaks off after 3.0 s: Cannot allocate',
  });
});

it('is content with all of a video whatever the program says of its very end', async () => {
  expect(await framesOf('exit 1', 3.2)).toBe(30);
});

it('says why a video breaks off', async () => {
  const complaint = "printf 'File ended prematurely\\n    Last message repeated 2 times\\n' >&2";
  await expect(framesOf(complaint, 60)).rejects.toMatchObject({
    code: 'VIDEO_BROKEN',
    message: 'The video breaks off after 3.0 s of 60.0 s: File ended prematurely',
  });
});
