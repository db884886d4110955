import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  ChildWorkflowFailure,
  defineQuery,
  defineSignal,
  executeChild,
  log,
  proxyActivities,
  rootCause,
  setHandler,
} from '@temporalio/workflow';
import type { ExperimentPlan } from '../platform/experiments/definition.js';
import type { ExperimentEnding, Publication } from '../platform/experiments/experiment.js';
import type { FoldRequest, LearnedArm } from '../training/experiments/experiment-steps.js';
import type { ExperimentRecordActivities, ExperimentingActivities } from './activities/experimenting.js';
import type { TrainingWorkers } from './activities/publishing.js';
import type { TrainingActivities } from './activities/training.js';
import { EXPERIMENT_PROGRESS_QUERY, EXPERIMENT_PROGRESS_SIGNAL, winnerWorkflowId } from './experimenting.js';
import type {
  ExperimentOutcome,
  ExperimentProgress,
  ExperimentProgressSignal,
  ExperimentRequest,
  LearnedFoldReport,
} from './experimenting.js';
import { RETRAIN_WORKFLOW } from './retraining.js';
import type { RetrainOutcome, RetrainRequest } from './retraining.js';

const HEARTBEAT_SECONDS = 20;

const records = proxyActivities<ExperimentRecordActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', maximumInterval: '30s' }, // a store that is away comes back, and then it is written down
});

/** Trains every arm with every seed on every fold, compares what they answer, and retrains the winner in earnest. */
export async function experiment({ id }: ExperimentRequest): Promise<ExperimentOutcome> {
  const progress = showProgress();
  return writingDownTheEnd(id, async () => {
    const { plan, ...workers } = await records.beginExperiment(id);
    const training = trainingActivities(workers);
    progress.begin(plan);

    const arms: LearnedArm[] = [];
    for (const { name, hyperparameters } of plan.arms) {
      const { dataset, tooFew } = await training.prepareDataset(plan.family, hyperparameters);
      if (tooFew !== null || dataset === null) throw tooFewExamples(name, tooFew);
      const request = (seed: number, fold: number): FoldRequest => ({
        ...{ experiment: id, arm: name, family: plan.family, dataset, hyperparameters },
        ...{ seed, folds: plan.folds, fold },
      });
      for (const seed of plan.seeds) {
        for (let fold = 1; fold <= plan.folds; fold++) {
          progress.learned({ arm: name, seed, fold, ...(await training.learnFold(request(seed, fold))) });
        }
      }
      progress.enter('measuring', name);
      const cost = await training.measureArm(request(plan.seeds[0]!, 1));
      arms.push({ name, dataset, hyperparameters, cost });
    }

    progress.enter('reporting', 'comparing the arms');
    const { winner, reason } = await training.writeReport({ experiment: id, arms });

    progress.enter('publishing', `retraining ${winner}`);
    const publication = plan.publish === 'winner' ? await publish(id, plan, winner) : null;
    progress.enter('done', reason);
    return { winner, reason, publication };
  });
}

/** As any retraining: a version of its own, which has to pass the gate. A run that fails leaves the experiment's findings as they are. */
async function publish(id: string, { family, arms, seeds }: ExperimentPlan, winner: string): Promise<Publication> {
  const { hyperparameters } = arms.find(({ name }) => name === winner)!;
  const request: RetrainRequest = { family, hyperparameters, seed: seeds[0]! };
  try {
    const workflowId = winnerWorkflowId(family, id);
    const outcome = await executeChild<(request: RetrainRequest) => Promise<RetrainOutcome>>(RETRAIN_WORKFLOW, {
      ...{ workflowId, args: [request], memo: { family } },
    });
    if (outcome.status === 'skipped') return { version: null, isPromoted: false, reason: outcome.reason };
    return { version: outcome.version, isPromoted: outcome.promote, reason: outcome.reason };
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure) || CancellationScope.current().consideredCancelled) throw error;
    return { version: null, isPromoted: false, reason: rootCause(error) ?? 'The retraining failed' };
  }
}

async function writingDownTheEnd(id: string, work: () => Promise<ExperimentOutcome>): Promise<ExperimentOutcome> {
  const end = (ending: ExperimentEnding) => CancellationScope.nonCancellable(() => records.endExperiment(id, ending));
  try {
    const outcome = await work();
    await end({ status: 'completed', failure: null, winner: outcome.winner, publication: outcome.publication });
    return outcome;
  } catch (error) {
    const isCancelled = CancellationScope.current().consideredCancelled;
    const failure = isCancelled ? null : failureOf(error);
    await end({ status: isCancelled ? 'cancelled' : 'failed', failure, winner: null, publication: null }).catch(
      (reason: unknown) => log.error('Could not write down how the experiment ended', { id, reason }),
    );
    throw error;
  }
}

function failureOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) return { code: cause.type ?? 'EXPERIMENT_FAILED', message: cause.message };
  return { code: 'EXPERIMENT_FAILED', message: rootCause(error) ?? String(error) };
}

function tooFewExamples(arm: string, reason: string | null): ApplicationFailure {
  return ApplicationFailure.nonRetryable(`${arm}: ${reason ?? 'no data'}`, 'TOO_FEW_EXAMPLES');
}

/** One at a time, on workers that have TensorFlow. A silent worker is dead after some seconds; the next one goes on. */
function trainingActivities({ trainingTaskQueue, heartbeatTimeoutSeconds = HEARTBEAT_SECONDS }: TrainingWorkers) {
  return proxyActivities<ExperimentingActivities & Pick<TrainingActivities, 'prepareDataset'>>({
    taskQueue: trainingTaskQueue,
    heartbeatTimeout: `${heartbeatTimeoutSeconds}s`,
    startToCloseTimeout: '12 hours',
    retry: { initialInterval: '1s', maximumInterval: '1 minute', maximumAttempts: 10 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
}

function showProgress() {
  let current: ExperimentProgress = { stage: 'queued', detail: '', trainings: 0, learned: [] };
  setHandler(defineQuery<ExperimentProgress>(EXPERIMENT_PROGRESS_QUERY), () => current);
  setHandler(defineSignal<[ExperimentProgressSignal]>(EXPERIMENT_PROGRESS_SIGNAL), ({ detail }) => {
    current = { ...current, stage: current.stage === 'queued' ? 'learning' : current.stage, detail };
  });
  return {
    begin: ({ arms, seeds, folds }: ExperimentPlan) => {
      current = { ...current, trainings: arms.length * seeds.length * folds };
    },
    enter: (stage: ExperimentProgress['stage'], detail: string) => {
      current = { ...current, stage, detail };
    },
    learned: (report: LearnedFoldReport) => {
      current = { ...current, stage: 'learning', learned: [...current.learned, report] };
    },
  };
}
