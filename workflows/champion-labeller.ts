import { decodeLabels, LabelVocabularySchema } from '../models/labels.js';
import type { ModelRegistry } from '../platform/model-registry.js';
import { ServedGraph } from '../training/served-graph.js';
import { FRAMES_PER_SHOT } from '../video/shots/frame-samples.js';
import { NETWORK_SIZE } from '../video/pictures.js';
import { NO_LABELS } from '../video/shot-labeller.js';
import type { ShotLabeller } from '../video/shot-labeller.js';

const FAMILY = 'shot-type';
const SHAPE = [FRAMES_PER_SHOT, NETWORK_SIZE, NETWORK_SIZE, 3];

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
      const data = new Uint8Array(FRAMES_PER_SHOT * NETWORK_SIZE * NETWORK_SIZE * 3);
      frames.forEach((frame, index) => data.set(frame, index * frame.length));
      const outputs = await graph.answer({ frames: { dtype: 'uint8', shape: SHAPE, data } });
      return decodeLabels(vocabulary, outputs).labels;
    },
    close: () => graph.close(),
  };
}
