import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { examples } from './dataset.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'marquee-detection-'));
});
afterEach(() => rm(data, { recursive: true }));

async function put(file: string, content: string | Uint8Array): Promise<void> {
  const path = join(data, 'detection', 'yard', file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer();
const read = () => examples(data, { dataset: 'yard' });

describe('in YOLO format', () => {
  beforeEach(async () => {
    await put('images/a.jpg', await picture(40, 20));
    await put('images/winter/b.jpg', await picture(10, 30));
    await put('labels/a.txt', '1 0.5 0.5 0.2 0.4\n\n0 0.95 0.5 0.2 1\n');
    await put('classes.json', '["cat", "dog"]');
  });

  it('reads boxes as fractions of their picture, cut off at its edges', async () => {
    const [a] = await read();
    expect(a).toMatchObject({
      id: 'yard/a',
      fields: { image: { file: 'detection/yard/images/a.jpg' } },
      target: ['cat', 'dog'],
      scene: { width: 40, height: 20 },
    });
    const [dog, cat] = a!.scene!.objects;
    expect(dog).toMatchObject({ label: 'dog', left: 0.4, right: 0.6 });
    expect([dog!.top.toFixed(6), dog!.bottom.toFixed(6)]).toEqual(['0.300000', '0.700000']);
    expect(cat).toMatchObject({ label: 'cat', right: 1 });
  });

  it('takes a picture without labels as one without objects', async () => {
    const [, b] = await read();
    expect(b).toMatchObject({ id: 'yard/winter/b', target: [], scene: { width: 10, height: 30, objects: [] } });
  });

  it.each([
    ['1 0.5 0.5 0.2', /a\.txt, line 1: expected class, x, y, width and height/],
    ['0 0.5 0.5 0.2 0.4\n7 0.5 0.5 0.2 0.4', /a\.txt, line 2: there is no class 7/],
    ['0 0.5 0.5 0.2 40', /a\.txt, line 1: expected fractions/],
    ['0 0.5 x 0.2 0.4', /a\.txt, line 1: expected class/],
    ['0 0.5 0.5 0 0.4', /a\.txt, line 1: expected fractions/],
  ])('names the file and the line of %j', async (labels, message) => {
    await put('labels/a.txt', labels);
    await expect(read()).rejects.toThrow(message);
  });

  it.each([
    ['data.yaml', 'path: .\nnames:\n  0: cat # purrs\n  1: "guide dog"\nnc: 2\n'],
    ['data.yaml', "names: ['cat', 'guide dog']\n"],
    ['data.yaml', 'names:\n- cat\n- guide dog\nval: x\n'],
    ['classes.txt', 'cat\nguide dog\n'],
  ])('finds the names of the classes in %s: %j', async (file, content) => {
    await rm(join(data, 'detection/yard/classes.json'));
    await put(file, content);
    const [a] = await read();
    expect(a!.target).toEqual(['cat', 'guide dog']);
  });

  it('says where the names should be', async () => {
    await rm(join(data, 'detection/yard/classes.json'));
    await expect(read()).rejects.toThrow(/yard has no names of its classes: expected one of classes\.json, data\.yaml/);
  });
});

describe('in COCO format', () => {
  const list = {
    images: [
      { id: 3, file_name: 'a.jpg', width: 40, height: 20 },
      { id: 4, file_name: 'b.jpg', width: 10, height: 10 },
    ],
    annotations: [
      { image_id: 3, category_id: 18, bbox: [10, 5, 20, 10] },
      { image_id: 3, category_id: 17, bbox: [0, 0, 40, 20], iscrowd: 1 },
      { image_id: 4, category_id: 17, bbox: [2, 2, 0, 5] },
    ],
    categories: [
      { id: 17, name: 'cat' },
      { id: 18, name: 'dog' },
    ],
  };
  const lay = (changed: object = {}) => put('annotations/instances.json', JSON.stringify({ ...list, ...changed }));
  beforeEach(async () => {
    await put('images/a.jpg', await picture(40, 20));
    await put('images/b.jpg', await picture(10, 10));
    await lay();
  });

  it('reads boxes in pixels, but neither crowds nor boxes without area', async () => {
    const [a, b] = await read();
    expect(a).toMatchObject({
      ...{ id: 'yard/a', target: ['dog'] },
      scene: { objects: [{ label: 'dog', left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 }] },
    });
    expect(b).toMatchObject({ id: 'yard/b', target: [] });
  });

  it.each([
    [
      { annotations: [{ image_id: 3, category_id: 99, bbox: [1, 1, 2, 2] }] },
      /annotations\.0: there is no category 99/,
    ],
    [{ annotations: [{ image_id: 3, category_id: 17, bbox: [1, 1, 2] }] }, /instances\.json: annotations\.0\.bbox/],
    [
      { images: [{ id: 1, file_name: 'no.jpg', width: 1, height: 1 }] },
      /instances\.json: its picture no\.jpg is missing/,
    ],
    [{ images: [{ ...list.images[0], width: 41 }] }, /a\.jpg should have 41 x 20, but has 40 x 20 pixels/],
    [{ images: [{ ...list.images[0], file_name: '../../secret.jpg' }] }, /expected a path inside the data folder/],
  ])('names what is wrong: %j', async (changed, message) => {
    await lay(changed);
    await expect(read()).rejects.toThrow(message);
  });
});

it('says which folder is missing', async () => {
  await expect(examples(data, { dataset: 'meadow' })).rejects.toThrow(/detection\/meadow is missing/);
});

it('leaves a picture that is none to whoever checks pictures', async () => {
  await put('images/a.jpg', 'no picture');
  await put('classes.json', '["cat"]');
  await put('labels/a.txt', '');
  expect(await read()).toMatchObject([{ id: 'yard/a', target: [] }]);
});
