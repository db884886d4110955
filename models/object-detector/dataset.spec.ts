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
    ['data.yaml', 'train: ../train/images\nnc: 2\nnames: [\n  "cat", # purrs\n  "guide dog",\n]\n'],
    ['data.yaml', 'names: {1: guide dog, 0: cat}\n'],
    ['classes.txt', 'cat\nguide dog\n'],
  ])('finds the names of the classes in %s: %j', async (file, content) => {
    await rm(join(data, 'detection/yard/classes.json'));
    await put(file, content);
    const [a] = await read();
    expect(a!.target).toEqual(['cat', 'guide dog']);
  });

  it.each([
    ['names: [cat\nval: x', /data\.yaml: .*\(2:/s],
    ['nc: 2', /data\.yaml has no names/],
    ['names: {0: cat, 2: dog}', /data\.yaml: expected a list of class names/],
  ])('says what is wrong with the names in %j', async (content, message) => {
    await rm(join(data, 'detection/yard/classes.json'));
    await put('data.yaml', content);
    await expect(read()).rejects.toThrow(message);
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

describe('in the splits that came with the pictures', () => {
  const splits = async () => (await read()).map(({ id, split, target }) => [id, split, ...target!]);
  const LABELS = '0 0.5 0.5 0.2 0.4';
  /** Every picture of another width: equal ones would be one identity. */
  const lay = async (...files: string[]) => {
    for (const [place, file] of files.entries()) await put(file, await picture(20 + place, 20));
  };

  it.each([
    ['train/images/a.jpg', 'train/labels/a.txt', 'valid/images/b.jpg', 'test/images/c.jpg', 'yard/train/a'],
    ['images/train/a.jpg', 'labels/train/a.txt', 'images/val/b.jpg', 'images/test/c.jpg', 'yard/train/a'],
  ])('reads %s with %s', async (train, labels, validation, test, id) => {
    await lay(train, validation, test);
    await put(labels, LABELS);
    await put('data.yaml', 'names: [cat]');
    expect(await splits()).toEqual(
      expect.arrayContaining([
        [id, 'train', 'cat'],
        [expect.stringMatching(/b$/), 'validation'],
        [expect.stringMatching(/c$/), 'test'],
      ]),
    );
  });

  const list = (...files: string[]) => ({
    images: files.map((file_name, id) => ({ id, file_name, width: 20, height: 20 })),
    annotations: files.map((_, image_id) => ({ image_id, category_id: 1, bbox: [5, 5, 10, 10] })),
    categories: [{ id: 1, name: 'cat' }],
  });
  const square = (shade: number) =>
    sharp({ create: { width: 20, height: 20, channels: 3, background: { r: shade, g: 0, b: 0 } } })
      .png()
      .toBuffer();

  it('reads COCO as it is published, with captions and key points of the same pictures beside it', async () => {
    for (const [place, split] of ['train2017', 'val2017'].entries()) {
      await put(`${split}/${place}.png`, await square(50 * place));
      const objects = list(`${place}.png`);
      await put(`annotations/instances_${split}.json`, JSON.stringify(objects));
      await put(`annotations/person_keypoints_${split}.json`, JSON.stringify(objects));
      const captions = { images: objects.images, annotations: [{ image_id: 0, id: 1, caption: 'A cat.' }] };
      await put(`annotations/captions_${split}.json`, JSON.stringify(captions));
    }
    expect(await read()).toMatchObject([
      { id: 'yard/train2017/0', target: ['cat'] },
      { id: 'yard/val2017/1', split: 'validation', target: ['cat'] },
    ]);
  });

  it('passes over JSON that is no list, and refuses a picture of two lists', async () => {
    await put('a.png', await square(9));
    await put('readme.json', '{"license":"CC BY 4.0"}');
    await put('objects.json', JSON.stringify(list('a.png')));
    expect(await read()).toMatchObject([{ id: 'yard/a', target: ['cat'] }]);
    await put('others.json', JSON.stringify(list('a.png')));
    await expect(read()).rejects.toThrow('a.png is in objects.json and in others.json');
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
