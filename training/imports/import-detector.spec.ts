import sharp from 'sharp';
import { loadFamily } from '../../models/catalog.js';
import { readGolden, GoldenSchema } from '../../platform/golden.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { ServedGraph } from '../served-graph.js';
import { importDetector } from './import-detector.js';
import { CAT, CAT_AGAIN, DOG, SIDE, detector } from './ultralytics.contract.js';
import { wrapDetector } from './wrap-detector.js';

const names = ['cat', 'dog'];

const picture = (width: number, height: number, background = 'white') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

async function objectsOn(model: Uint8Array, image: Uint8Array) {
  const family = await loadFamily('object-detector-large');
  const codec = family.open({ canvas: SIDE, labels: names.map((label) => ({ label, threshold: 0.25 })) });
  const graph = await ServedGraph.open(model);
  const prediction = codec.decode(await graph.answer(await codec.encode({ image })));
  await graph.close();
  if (!('objects' in prediction)) throw new Error('expected objects');
  return prediction.objects.map(({ class: of, confidence, isPredicted, ...box }) => ({
    ...{ of, isPredicted, confidence: Number(confidence.toFixed(3)) },
    box: Object.values(box).map((edge) => Math.round(edge * 10) / 10),
  }));
}

describe.each(['v5', 'v8'] as const)('a detector as %s exports it', (layout) => {
  it('answers with boxes of the picture that was handed in, each object once', async () => {
    const { model, canvas, labels } = await wrapDetector(detector(layout, [CAT, CAT_AGAIN, DOG]), names);
    expect([canvas, labels]).toEqual([SIDE, names]);
    // 64 x 32 pixels lie 8 pixels from the top of the canvas, half as large
    const found = await objectsOn(model, await picture(64, 32));
    expect(found.filter(({ isPredicted }) => isPredicted)).toEqual([
      expect.objectContaining({ of: 'cat', box: [24, 12, 40, 20] }),
      expect.objectContaining({ of: 'dog', box: [8, 20, 16, 28] }),
    ]);
  });

  it('feeds pictures from 0 to 1, and channels first', async () => {
    const { model } = await wrapDetector(detector(layout, [CAT]), names);
    const [bright] = await objectsOn(model, await picture(SIDE, SIDE, 'white'));
    expect(bright).toMatchObject({ of: 'cat', confidence: 0.9 });
    const [dim] = await objectsOn(model, await picture(SIDE, SIDE, '#808080'));
    expect(dim!.confidence).toBeCloseTo(0.9 * (128 / 255), 2);
  });
});

it('multiplies what v5 says of a class by whether there is anything', async () => {
  const { model } = await wrapDetector(detector('v5', [{ ...CAT, objectness: 0.5 }]), names);
  expect(await objectsOn(model, await picture(SIDE, SIDE))).toMatchObject([{ of: 'cat', confidence: 0.45 }, {}]);
});

it('numbers classes that nobody names', async () => {
  expect((await wrapDetector(detector('v8', [CAT]))).labels).toEqual(['class 0', 'class 1']);
});

it.each([
  ['names that do not fit', () => detector('v8', [CAT]), ['cat', 'dog', 'owl'], /has 2 classes, but 3 names/],
  [
    'operators that are too old',
    () => detector('v8', [CAT], { opset: 9 }),
    names,
    /operators of set 9, expected 12 to 21/,
  ],
  ['bytes that are no graph', () => new TextEncoder().encode('no graph'), names, /cannot be imported/],
  ['no boxes', () => detector('v8', [{ box: [1, 1, 1, 1], scores: [] }]), undefined, /its output is \[1, 4, 120\]/],
])('refuses %s, and says why', async (_, make, of, message) => {
  await expect(wrapDetector(make(), of)).rejects.toMatchObject({
    code: 'UNSUPPORTED_DETECTOR',
    message: expect.stringMatching(message) as string,
  });
});

describe('as a version', () => {
  const family = 'object-detector-medium';
  const publish = async (pictures?: Uint8Array[]) => {
    const registry = new ModelRegistry(new MemoryArtifactStore());
    const settings = { detector: detector('v8', [CAT, DOG]), family, names, ...(pictures ? { pictures } : {}) };
    return { registry, version: await importDetector(settings, registry) };
  };

  it('is published whole, with what it answers to pictures', async () => {
    const { registry, version } = await publish([await picture(64, 32)]);
    const { files, lineage } = await registry.manifest(family, version);
    expect(files.map(({ name }) => name).sort()).toEqual([
      ...['golden.json', 'model-card.md', 'model.onnx', 'scorecard.json', 'vocabulary.json'],
    ]);
    expect(lineage.dataset).toMatchObject({ key: 'imported', counts: { train: 0 } });
    const bytes = await registry.readFile(family, version, 'golden.json');
    const [example] = readGolden(GoldenSchema.parse(JSON.parse(new TextDecoder().decode(bytes))));
    const graph = await ServedGraph.open(await registry.readFile(family, version, 'model.onnx'));
    expect(await graph.answer(example!.feeds)).toEqual(example!.outputs);
    await graph.close();
    expect(example!.outputs.objects![4]).toBeGreaterThan(0.3);
  });

  it('says on its card what it is, where it comes from, and that nothing was measured', async () => {
    const { registry, version } = await publish();
    const card = new TextDecoder().decode(await registry.readFile(family, version, 'model-card.md'));
    const { lineage } = await registry.manifest(family, version);
    for (const said of [`version \`${version}\``, 'Classes: cat, dog', lineage.dataset.hash, 'Nothing was measured']) {
      expect(card).toContain(said);
    }
    expect(card).not.toContain('| Metric |');
  });

  it('can be made champion', async () => {
    const { registry, version } = await publish();
    const { champion } = await registry.moveChampion(family, { version, reason: 'imported' }, null);
    expect(champion.version).toBe(version);
  });

  it.each([
    ['poster-genre', 'NO_DETECTOR'],
    ['nothing', 'FAMILY_NOT_FOUND'],
  ])('becomes none of %s', async (name, code) => {
    const registry = new ModelRegistry(new MemoryArtifactStore());
    await expect(importDetector({ detector: detector('v8', [CAT]), family: name }, registry)).rejects.toMatchObject({
      code,
    });
  });
});
