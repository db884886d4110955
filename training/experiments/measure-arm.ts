import type { LabelVocabulary } from '../../models/labels.js';
import type { Feeds } from '../../models/model-family.js';
import type { ArmCost } from '../../platform/experiments/report.js';
import { LABEL_OUTPUTS, bindingsOf, encodingOf } from '../export-candidate.js';
import type { FamilyParts } from '../family-parts.js';
import { headOf } from '../label-heads.js';
import { exportOnnx } from '../onnx/export-onnx.js';
import type { StepContext } from '../retraining-steps.js';
import { putOnto, serveTrained } from '../serve-trained.js';
import { ServedGraph } from '../served-graph.js';
import { validationInputs } from '../validation-inputs.js';
import type { FoldRequest } from './experiment-steps.js';
import { withLearnedFold } from './learn-fold.js';
import type { ExperimentPorts, LearnedFold } from './learn-fold.js';
import { median } from './seconds-of.js';

const INPUTS = 8; // texts differ in length
const ROUNDS = 8;

/** Exports the model that the fold has learned, and times its answers; after that nobody goes on from the arm's checkpoints. */
export async function measureArm(
  parts: FamilyParts,
  request: FoldRequest,
  ports: ExperimentPorts,
  context: StepContext,
): Promise<ArmCost> {
  const { experiment, arm } = request;
  const cost = (await ports.experiments.cost(experiment, arm)) ?? (await measure(parts, request, ports, context));
  await ports.experiments.removeCheckpoints(experiment, arm);
  return cost;
}

function measure(
  parts: FamilyParts,
  request: FoldRequest,
  ports: ExperimentPorts,
  context: StepContext,
): Promise<ArmCost> {
  return withLearnedFold(parts, request, ports, context, async (learned) => {
    context.report({ detail: 'measuring model.onnx', secondsLeft: null });
    const bytes = await exportLearned(learned, context);
    await ports.experiments.writeModel(request.experiment, request.arm, bytes);
    const { dataset } = learned.setting;
    const labels: LabelVocabulary['labels'] = dataset.labels.map((label) => describe(parts, label));
    const vocabulary = parts.family.vocabulary.parse({ labels, ...learned.lesson.vocabulary });
    const feeds: Feeds[] = [];
    for await (const input of validationInputs(dataset, parts.family.open(vocabulary), ports.dataFolder, INPUTS)) {
      feeds.push(input.feeds);
    }
    const cost = { modelBytes: bytes.length, latencyMilliseconds: await latencyOf(bytes, feeds) };
    await ports.experiments.writeCost(request.experiment, request.arm, cost);
    return cost;
  });
}

function describe({ family }: FamilyParts, label: string): LabelVocabulary['labels'][number] {
  const head = headOf(family, label);
  return {
    label,
    ...(head === undefined ? {} : { head }),
    ...(family.task === 'multi-class' ? {} : { threshold: 0.5 }),
  };
}

async function exportLearned(
  { setting, lesson, backbones, trained, models }: LearnedFold,
  context: StepContext,
): Promise<Uint8Array> {
  const phase = lesson.phases.at(-1)!;
  const head = await serveTrained(setting, lesson, trained, context);
  const model = putOnto(backbones, phase, head);
  models.push(head, model);
  const encoders = Object.fromEntries(
    Object.entries(setting.encoders).map(([input, opened]) => {
      return [input, { ...opened, encoding: encodingOf(phase.features[input]) }] as const;
    }),
  );
  const outputs = LABEL_OUTPUTS.slice(0, model.outputs.length);
  return exportOnnx(model, { name: setting.parts.family.name, outputs, inputs: await bindingsOf(encoders) });
}

/** Median of one answer, one example after the other on one thread, in milliseconds. */
async function latencyOf(model: Uint8Array, feeds: readonly Feeds[]): Promise<number> {
  const graph = await ServedGraph.open(model, { threads: 1 });
  try {
    for (const feed of feeds) await graph.answer(feed); // the first answers are slower
    const milliseconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const feed of feeds) {
        const start = performance.now();
        await graph.answer(feed);
        milliseconds.push(performance.now() - start);
      }
    }
    return median(milliseconds);
  } finally {
    await graph.close();
  }
}
