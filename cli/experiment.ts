import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Experiment, ExperimentDetails } from '../api/experiments/experiment.schema.js';
import type { CommandContext } from './context.js';
import { EXIT } from './exit-codes.js';
import type { Progress } from './progress-line.js';
import { patiently } from './retrain.js';
import { table } from './table.js';

const SECONDS_BETWEEN_QUESTIONS = 1;

export function addExperiment(program: Command, context: CommandContext): void {
  program
    .command('experiment')
    .description('try settings of a family against each other, as experiments/<name>.yml says')
    .argument('<name>')
    .option('--wait', 'until it has ended; Ctrl-C ends the waiting, not the experiment')
    .action((name: string, options: { readonly wait?: true }) => experiment(context, name, options.wait === true));
}

async function experiment(context: CommandContext, name: string, waits: boolean): Promise<void> {
  const { report } = context;
  const api = context.api();
  const started = await api.startExperiment(name);
  if (!waits) return report.answer(started, [`Started ${started.id}`]);
  for (;;) {
    const current = await patiently(() => api.experiment(started.id));
    if (current.status !== 'running') {
      return report.answer(current, linesOf(current), current.status === 'completed' ? EXIT.done : EXIT.failed);
    }
    report.progress.show(progressOf(current));
    await sleep(SECONDS_BETWEEN_QUESTIONS * 1000);
  }
}

function progressOf({ plan, progress }: Experiment): Progress {
  if (progress === null) return { step: `${plan.name}: waiting for a worker` };
  const { stage, detail, trainings, learned } = progress;
  const share = trainings === 0 ? undefined : learned.length / trainings;
  return { step: `${plan.name}: ${stage}`, share, detail };
}

/** Every arm in a line, then what became of the winner. */
function linesOf({ plan, status, failure, report, publication }: ExperimentDetails): string[] {
  if (report === null) return [`${plan.name}: ${status}${failure === null ? '' : `: ${failure.message}`}`];
  const { headline, arms, winner, reason } = report;
  const rows = arms.map(({ name, metrics, againstBaseline, cost }) => {
    const figure = metrics[headline];
    const interval = figure ? `${figure.value.toFixed(3)} (${figure.low.toFixed(3)} to ${figure.high.toFixed(3)})` : '';
    const verdict = againstBaseline?.verdict ?? 'baseline';
    return [
      name,
      interval,
      verdict,
      `${cost.latencyMilliseconds.toFixed(1)} ms`,
      `${(cost.modelBytes / 1e6).toFixed(1)} MB`,
    ];
  });
  const published = publication === null ? [] : [publication.reason];
  return [
    ...table([['arm', headline, 'McNemar', 'latency', 'size'], ...rows]),
    `Winner: ${winner}. ${reason}`,
    ...published,
  ];
}
