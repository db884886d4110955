import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import pRetry from 'p-retry';
import type { Retraining, RetrainingRequest } from '../api/retrainings/retraining.schema.js';
import type { ApiClient } from './api-client.js';
import type { CommandContext } from './context.js';
import { outcomeLine, progressOf } from './describe-retraining.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import type { ExitCode } from './exit-codes.js';
import type { ProgressLine } from './progress-line.js';

const SECONDS_BETWEEN_QUESTIONS = 1;
const PATIENCE_SECONDS = 300; // the run goes on, whoever answers or not: an API may be restarted or deployed meanwhile

type Hyperparameters = NonNullable<RetrainingRequest['hyperparameters']>;

interface RetrainOptions {
  readonly set?: Hyperparameters;
  readonly defaults?: true;
  readonly seed?: number;
  readonly wait?: true;
  readonly requirePromotion?: true;
}

export function addRetrain(program: Command, context: CommandContext): void {
  program
    .command('retrain')
    .description('start a retraining')
    .argument('<family>')
    .option('--set <name=value>', "a hyperparameter that is to differ from the family's own (repeatable)", readSetting)
    .option('--defaults', "with the family's own hyperparameters, whatever the champion was trained with")
    .option('--seed <number>', 'for the same weights again', readSeed)
    .option('--wait', 'until it has ended; Ctrl-C ends the waiting, not the retraining')
    .option('--require-promotion', `wait, and end with ${EXIT.refusedByTheGate} when the gate refuses the version`)
    .action((family: string, options: RetrainOptions) => retrain(context, family, options));
}

async function retrain(context: CommandContext, family: string, options: RetrainOptions): Promise<void> {
  const { report } = context;
  const api = context.api();
  const { defaults, set: hyperparameters = defaults && {}, seed, wait, requirePromotion } = options;
  const started = await api.startRetraining(family, {
    ...(hyperparameters && { hyperparameters }),
    ...(seed !== undefined && { seed }),
  });
  if (!wait && !requirePromotion) return report.answer(started, [`Started ${started.id}`]);
  const ended = await end(api, started.id, report.progress);
  report.answer(ended, [outcomeLine(ended)], exitCodeFor(ended, requirePromotion === true));
}

async function end(api: ApiClient, id: string, progress: ProgressLine): Promise<Retraining> {
  for (;;) {
    const retraining = await patiently(() => api.retraining(id));
    if (retraining.status !== 'running') return retraining;
    progress.show(progressOf(retraining));
    await sleep(SECONDS_BETWEEN_QUESTIONS * 1000);
  }
}

/** Asks again while nobody answers. */
export function patiently<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  return pRetry(question, {
    ...{ retries: Infinity, maxRetryTime: PATIENCE_SECONDS * 1000, minTimeout: 250, maxTimeout: 5000 },
    shouldRetry: ({ error }) => exitCodeOf(error) === EXIT.notReached,
  });
}

function exitCodeFor({ outcome }: Retraining, requiresPromotion: boolean): ExitCode {
  if (outcome?.status !== 'published') return EXIT.failed;
  return outcome.promote || !requiresPromotion ? EXIT.done : EXIT.refusedByTheGate;
}

function readSetting(text: string, previous: Hyperparameters = {}): Hyperparameters {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Expected name=value.');
  return { ...previous, [name]: valueOf(value) };
}

/** What it looks like: the family's own schema knows whether that is right. */
function valueOf(text: string): number | boolean | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function readSeed(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number, 0 or more.');
  return Number(text);
}
