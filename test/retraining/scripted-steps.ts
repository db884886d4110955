import { collectionName } from '../../platform/collection-name.js';
import type { ArtifactStore } from '../../platform/artifact-store.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import type { Comparison } from '../../platform/scorecard.js';
import type { VectorIndex } from '../../platform/vector-index.js';
import { RetrainingSteps } from '../../training/retraining-steps.js';
import type { CandidateRequest, StepContext } from '../../training/retraining-steps.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const dataset = { key: 'datasets/tiny/0.json', hash: '0', counts: { train: 80, validation: 10, test: 10 } };
const validation = { value: 0.8, low: 0.75, high: 0.85 };

/** What the next retraining is to meet; a spec changes what it is about. */
export interface Script {
  tooFew: string | null;
  baseline: number;
  difference: Comparison['difference'];
  /** Awaited after each epoch, until it ends or the run is cancelled. */
  afterEpoch(epoch: number): Promise<void>;
  onExport(): void;
  onCompare(champion: string): Promise<void>;
}

/** Steps without TensorFlow that write the files the real ones write, so that specs can follow a run through Temporal. */
export class ScriptedSteps extends RetrainingSteps {
  readonly script: Script = {
    tooFew: null,
    baseline: 0.5,
    difference: { value: 0.01, low: -0.01, high: 0.03 },
    afterEpoch: () => Promise.resolve(),
    onExport: () => undefined,
    onCompare: () => Promise.resolve(),
  };
  /** The versions a candidate was compared with. */
  readonly comparedWith: string[] = [];

  constructor(
    private readonly registry: ModelRegistry,
    private readonly store: ArtifactStore,
    private readonly index: VectorIndex,
  ) {
    super();
  }

  override prepareDataset() {
    return Promise.resolve({ dataset, tooFew: this.script.tooFew });
  }

  override async trainCandidate({ family, version, hyperparameters }: CandidateRequest, context: StepContext) {
    const checkpoint = `checkpoints/${family}/${version}/latest`;
    for (let epoch = 1; epoch <= 3; epoch++) {
      await this.store.put(checkpoint, bytes(`epoch ${epoch}`));
      await this.registry.writeFile(family, version, 'weights.bin', bytes(`epoch ${epoch}`));
      const figures = { loss: 1 / epoch, validationLoss: 1.1 / epoch, validationScore: 0.7 };
      context.report({
        detail: `epoch ${epoch} of 3`,
        secondsLeft: 3 - epoch,
        epoch: { epoch, epochs: 3, phase: 'head', ...figures, checkpoint },
      });
      await Promise.race([this.script.afterEpoch(epoch), abortOf(context.signal)]);
    }
    return {
      ...{ metric: 'macroAuc' as const, validation, test: validation, baseline: this.script.baseline },
      ...{ backbones: [{ name: 'none', sha256: '0' }], hyperparameters },
    };
  }

  override async compareWithChampion(_: CandidateRequest, champion: string): Promise<Comparison> {
    this.comparedWith.push(champion);
    await this.script.onCompare(champion);
    const { difference } = this.script;
    return { metric: 'macroAuc', candidate: 0.8, champion: 0.8 - difference.value, difference, labels: [] };
  }

  override async exportCandidate({ family, version }: CandidateRequest) {
    this.script.onExport();
    await this.registry.writeFile(family, version, 'model.onnx', bytes('onnx'));
    return { largestDifference: 1e-6 };
  }

  override recordGoldenInputs({ family, version }: CandidateRequest) {
    return this.registry.writeFile(family, version, 'golden.json', bytes('{}'));
  }

  override async embedCatalogue({ family, version }: CandidateRequest) {
    const collection = collectionName(family, version);
    const metadata = { title: 'Tiny', year: 2026, genres: [] };
    await this.index.replace(collection, [{ id: 'tiny', vector: Float32Array.of(1, 0), metadata }]);
    return { collection, movies: 1 };
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}
