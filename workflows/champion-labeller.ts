import { decodeLabels, LabelVocabularySchema } from '../models/labels.js';
import { clipFeeds } from '../models/shot-type/clip-feeds.js';
import type { ModelRegistry } from '../platform/model-registry.js';
import { ServedGraph } from '../training/served-graph.js';
import { NO_LABELS } from '../video/shot-labeller.js';
import type { ShotLabeller } from '../video/shot-labeller.js';

const FAMILY = 'shot-type';

/**
 * The version of `shot-type` that labels shots: the one named, else the champion, else nobody.
 * @throws CorruptVersionError
 */
export async function openChampionLabeller(
  registry: ModelRegistry,
  named?: ShotLabeller['version'],
): Promise<ShotLabeller> {
  if (named === null) return NO_LABELS; // an analysis that began without labels ends without
  const version = named?.version ?? (await registry.champion(FAMILY))?.champion.version;
  if (version === undefined) return NO_LABELS;
  const read = (name: string) => registry.readFile(FAMILY, version, name);
  const vocabulary = LabelVocabularySchema.parse(JSON.parse(new TextDecoder().decode(await read('vocabulary.json'))));
  const graph = await ServedGraph.open(await read('model.onnx'));
  return {
    version: { family: FAMILY, version },
    label: async (frames) => {
      const outputs = await graph.answer(clipFeeds(Buffer.concat(frames), vocabulary));
      return decodeLabels(vocabulary, outputs).labels;
    },
    close: () => graph.close(),
  };
}
