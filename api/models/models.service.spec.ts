import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { publishFiles } from '../../test/api/publish-files.js';
import { Metrics } from '../metrics/metrics.js';
import { PromotionAnnouncer } from '../promotions/promotion-announcer.js';
import { ServingSlots } from '../serving/serving-slots.js';
import { ModelsService } from './models.service.js';

const [DAMAGED, REMOVED, SOUND] = [
  '20261121T070000Z-0000aaaa',
  '20261121T080000Z-0000bbbb',
  '20261121T090000Z-0000cccc',
] as const;

const untold = () =>
  new PromotionAnnouncer(false, () => Promise.reject(new Error('Nobody asked for it')), new Metrics());

it('lists a version whose manifest cannot be read, and leaves out what is removed meanwhile', async () => {
  const store = new MemoryArtifactStore();
  const registry = new ModelRegistry(store);
  for (const version of [DAMAGED, REMOVED, SOUND]) await publishFiles(registry, 'f', version);
  await store.put(`models/f/${DAMAGED}/manifest.json`, new TextEncoder().encode('{'));
  const versions = await registry.versions('f');
  await store.delete(`models/f/${REMOVED}/manifest.json`);
  registry.versions = () => Promise.resolve(versions);

  const families = familiesOf(fakeFamily());
  const service = new ModelsService(families, registry, new ServingSlots(families), untold());
  expect(await service.versions('f')).toEqual([
    { version: SOUND, createdAt: '2026-11-21T07:45:00.000Z', isChampion: false, headline: null },
    { version: DAMAGED, createdAt: '2026-11-21T07:00:00.000Z', isChampion: false, headline: null },
  ]);
});

it('moves the champion only from the one that was seen, where one is named', async () => {
  const registry = new ModelRegistry(new MemoryArtifactStore());
  for (const version of [DAMAGED, REMOVED, SOUND]) await publishFiles(registry, 'f', version);
  const families = familiesOf(fakeFamily());
  const service = new ModelsService(families, registry, new ServingSlots(families), untold());
  const champion = async () => (await registry.champion('f'))?.champion.version;

  const conflict = { code: 'CHAMPION_CONFLICT', status: 409 };
  await expect(service.promote('f', { version: SOUND, from: DAMAGED })).rejects.toMatchObject(conflict); // nobody is yet
  await service.promote('f', { version: SOUND });
  await expect(service.promote('f', { version: DAMAGED, from: REMOVED })).rejects.toMatchObject(conflict);
  expect(await champion()).toBe(SOUND);
  await service.promote('f', { version: DAMAGED, from: SOUND });
  expect(await champion()).toBe(DAMAGED);
});

it('shows the other families though one champion cannot be read', async () => {
  const store = new MemoryArtifactStore();
  const registry = new ModelRegistry(store);
  for (const name of ['f', 'g']) await publishFiles(registry, name, SOUND);
  await registry.moveChampion('g', { version: SOUND, reason: 'the first' }, null);
  await store.put('models/f/champion.json', new TextEncoder().encode('{}'));

  const families = familiesOf(fakeFamily(), fakeFamily({ name: 'g' }));
  const service = new ModelsService(families, registry, new ServingSlots(families), untold());
  expect((await service.summaries()).map(({ champion }) => champion?.version)).toEqual([undefined, SOUND]);
  expect(await service.versions('f')).toMatchObject([{ version: SOUND, isChampion: false }]);
});
