import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { familyNames } from '../models/catalog.js';
import { dataFolder, readEnvironment } from '../platform/environment.js';
import { FileArtifactStore } from '../platform/file-artifact-store.js';
import { MemoryVectorIndex } from '../platform/memory-vector-index.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { ScorecardSchema } from '../platform/scorecard.js';
import type { Interval, Scorecard, SplitScore } from '../platform/scorecard.js';
import type { StepContext } from '../training/retraining-steps.js';
import { TensorflowRetrainingSteps } from '../training/tensorflow-retraining-steps.js';

const USAGE = `Trains every family (or those named) on MARQUEE_DATA, without Temporal, and prints every figure of the scorecards.
usage: node dist/bench/train-families.js [--cold] [--set name=value]… [--seed n] [--json file] [family…]
  --cold  with an empty feature cache
  --validation  prints no figure of the test split: for choosing settings
  --json  also writes the scorecards and the seconds to this file`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cold: { type: 'boolean', default: false },
    set: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    verbose: { type: 'boolean', default: false },
    validation: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
async function main(): Promise<void> {
  const settings = readEnvironment();
  const home = await mkdtemp(join(tmpdir(), 'marquee-bench-'));
  const store = new FileArtifactStore(join(home, 'artifacts'));
  const ports = {
    ...{ store, registry: new ModelRegistry(store), index: new MemoryVectorIndex(store) },
    cacheFolder: settings.MARQUEE_CACHE,
    featuresFolder: options.cold ? join(home, 'features') : join(settings.MARQUEE_CACHE, 'features'),
    dataFolder: dataFolder(settings),
  };
  const started = performance.now();
  const scorecards: Scorecard[] = [];
  for (const family of positionals.length > 0 ? positionals : await familyNames()) {
    const scorecard = await retrain(family, ports);
    if (scorecard) scorecards.push(scorecard);
  }
  if (options.json !== undefined) {
    await writeFile(options.json, JSON.stringify({ scorecards, seconds: Number(seconds(started)) }));
  }
  console.log(`\nall of it: ${seconds(started)} s (${options.cold ? 'cold' : 'warm'} cache), files in ${home}`);
}

async function retrain(
  family: string,
  ports: ConstructorParameters<typeof TensorflowRetrainingSteps>[0],
): Promise<Scorecard | undefined> {
  const steps = new TensorflowRetrainingSteps(ports);
  const time = async <T>(step: string, work: Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work;
    console.log(`  ${step}: ${seconds(started)} s`);
    return result;
  };
  console.log(`\n## ${family}`);
  const hyperparameters = Object.fromEntries(options.set.map(readSetting));
  const { dataset, tooFew } = await time('prepare', steps.prepareDataset(family, context, hyperparameters));
  if (tooFew !== null || dataset === null) {
    console.log(`  skipped: ${tooFew}`);
    return undefined;
  }
  console.log(`  examples: ${JSON.stringify(dataset.counts)}`);

  const version = `${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}-00000001`;
  const request = { family, version, dataset, hyperparameters, seed: Number(options.seed) };
  const candidate = await time('train', steps.trainCandidate(request, context));
  console.log(`  hyperparameters: ${JSON.stringify(candidate.hyperparameters)}`);
  const parity = await time('export', steps.exportCandidate(request, context));
  console.log(
    `  largest difference between model.onnx and TensorFlow.js: ${parity.largestDifference.toExponential(1)}`,
  );
  await time('golden inputs', steps.recordGoldenInputs(request));
  await time('embed the catalogue', steps.embedCatalogue(request));
  const bytes = await ports.registry.readUncommittedFile(family, version, 'scorecard.json');
  const scorecard = ScorecardSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  printScorecard(scorecard);
  return scorecard;
}

const context: StepContext = {
  signal: new AbortController().signal,
  report: ({ detail, epoch }) => {
    if (!options.verbose || !epoch) return;
    const figures = [epoch.loss, epoch.validationLoss, epoch.validationScore].map((figure) => figure.toFixed(4));
    console.log(`    ${detail}: ${figures.join(' ')}`);
  },
};

function printScorecard(scorecard: Scorecard): void {
  const { labels, labelsLeftOut, examplesLeftOut, validation, test, crossValidation, similarity } = scorecard;
  console.log(`  labels: ${labels.length}; left out: ${labelsLeftOut.map(({ label }) => label).join(', ') || 'none'}`);
  console.log(`  examples left out, since serving would refuse them: ${examplesLeftOut.count}`);
  printSplit('validation', validation);
  if (!options.validation) printSplit('test', test);
  if (crossValidation) printSplit(`${crossValidation.folds}-fold cross-validation`, crossValidation);
  if (similarity) {
    console.log(`  similar movies @5: ${interval(similarity.sharedLabelAt5)} (random ${similarity.random.toFixed(3)})`);
  }
}

function printSplit(name: string, split: SplitScore): void {
  const { examples, metrics, baseline, perKind, perHead, calibrationError } = split;
  console.log(`  ${name} (${examples})`);
  for (const [metric, figure] of Object.entries(metrics)) {
    console.log(
      `    ${metric}: ${interval(figure)} (baseline ${baseline[metric as keyof typeof baseline]?.toFixed(3)})`,
    );
  }
  if (calibrationError !== null) console.log(`    calibration error: ${calibrationError.toFixed(3)}`);
  for (const { head, examples: asked, metrics: figures, baseline: guess } of perHead) {
    const each = Object.entries(figures).map(
      ([metric, figure]) =>
        `${metric} ${interval(figure)} (baseline ${guess[metric as keyof typeof guess]?.toFixed(3)})`,
    );
    console.log(`    ${head} (${asked}): ${each.join(', ')}`);
  }
  for (const kind of perKind) console.log(`    ${kind.kind} (${kind.examples}): ${kind.accuracy.toFixed(3)}`);
}

function interval({ value, low, high }: Interval): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function readSetting(setting: string): [string, number | string | boolean] {
  const [name = '', value = ''] = setting.split('=');
  if (value === 'true' || value === 'false') return [name, value === 'true'];
  return [name, Number.isNaN(Number(value)) ? value : Number(value)];
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

if (options.help) console.log(USAGE);
else await main();
