import { loadFamilies } from '../models/catalog.js';
import { plainClip } from '../models/clip.js';
import type { LabelsPrediction } from '../models/model-family.js';
import type { ModelRegistry } from '../platform/model-registry.js';
import { ServedGraph } from '../training/served-graph.js';
import { NO_LABELS } from '../video/shot-labeller.js';
import type { ShotLabeller } from '../video/shot-labeller.js';

/**
 * The version that labels shots: the one named, else the champion of the family that does, else nobody. It is asked as
 * the API asks it, a shot's frames being a clip that somebody hands in.
 * @throws CorruptVersionError
 */
export async function openChampionLabeller(
  registry: ModelRegistry,
  named?: ShotLabeller['version'],
): Promise<ShotLabeller> {
  if (named === null) return NO_LABELS; // an analysis that began without labels ends without
  const families = await loadFamilies();
  const family = named ? families.get(named.family) : [...families.values()].find(({ labelsShots }) => labelsShots);
  if (!family) return NO_LABELS;
  const version = named?.version ?? (await registry.champion(family.name))?.champion.version;
  if (version === undefined) return NO_LABELS;
  const read = (name: string) => registry.readFile(family.name, version, name);
  const vocabulary = family.vocabulary.parse(JSON.parse(new TextDecoder().decode(await read('vocabulary.json'))));
  const codec = family.open(vocabulary);
  const [field = ''] = Object.keys(family.input);
  const graph = await ServedGraph.open(await read('model.onnx'));
  return {
    version: { family: family.name, version },
    label: async (frames) => {
      const outputs = await graph.answer(await codec.encode({ [field]: plainClip(Buffer.concat(frames)) }));
      return (codec.decode(outputs) as LabelsPrediction).labels;
    },
    close: () => graph.close(),
  };
}
