import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  TemporalFailure,
  defineQuery,
  defineSignal,
  log,
  proxyActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { PromotionAnnouncement } from '../platform/promotion-announcement.js';
import type { ChampionPointer } from '../platform/model-registry.js';
import type { Comparison } from '../platform/scorecard.js';
import type { Candidate, CandidateRequest } from '../training/retraining-steps.js';
import type { PublishingActivities, TrainingWorkers } from './activities/publishing.js';
import type { TrainingActivities } from './activities/training.js';
import { ANNOUNCE_PROMOTION_WORKFLOW, announcementId } from './announcing.js';
import { Progress } from './progress.js';
import { decidePromotion } from './promotion.js';
import { PROGRESS_QUERY, PROGRESS_SIGNAL } from './retraining.js';
import type {
  ProgressSignal,
  PromotionDecision,
  RetrainOutcome,
  RetrainProgress,
  RetrainRequest,
} from './retraining.js';
import { versionName } from './version-name.js';

const DEFAULT_SEED = 1; // the same data and settings give the same weights; whoever wants others says so
const HEARTBEAT_SECONDS = 20; // also of training workers, where a run began before that was a setting
const DAMAGED = ['VERSION_CORRUPT', 'VERSION_NOT_FOUND'];
const PROMOTION_ROUNDS = 3; // a champion that is moved this often meanwhile is being moved by hand: let people decide

const publishing = proxyActivities<PublishingActivities>({
  startToCloseTimeout: '5 minutes', // copies and hashes files
  heartbeatTimeout: `${HEARTBEAT_SECONDS}s`,
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 10 },
});

/** Trains a new version of a family, publishes it, and makes it champion if it is not worse than the present one. */
export async function retrain(request: RetrainRequest): Promise<RetrainOutcome> {
  const { family, seed = DEFAULT_SEED } = request;
  const version = versionName(workflowInfo());
  const progress = showProgress(family, version);

  return orLeaveNothing(family, version, async () => {
    const { parentVersion, overrides, ...workers } = await publishing.beginRetraining(family);
    const hyperparameters = request.hyperparameters ?? overrides ?? {}; // workers of the release before give none
    const training = trainingActivities(workers);

    const { dataset, tooFew } = await training.prepareDataset(family, hyperparameters);
    if (tooFew !== null || dataset === null) return { status: 'skipped', reason: tooFew ?? 'No data', dataset };

    progress.enter('training', 'waiting for a training worker');
    const run: CandidateRequest = { family, version, dataset, hyperparameters, seed };
    const candidate = await training.trainCandidate(run);

    progress.enter('evaluating', 'comparing with the champion');
    const verdict = await judge(run, candidate, training);

    progress.enter('exporting', 'writing model.onnx');
    await training.exportCandidate(run);
    await training.recordGoldenInputs(run);

    progress.enter('embedding', 'embedding the catalogue');
    const { collection } = await training.embedCatalogue(run);

    progress.enter('publishing', 'writing the manifest'); // last: a version without a manifest does not exist
    await publishing.commitVersion({ run, collection, parentVersion, candidate, durationSeconds: secondsSinceStart() });

    // The version is there, so a cancellation comes too late from here on; what is left takes a moment.
    const { comparison, promote, reason } = await CancellationScope.nonCancellable(async () => {
      const released = await release(run, candidate, verdict, training);
      await tidyUp(family, version);
      return released;
    });

    progress.enter('done', reason);
    const { metric, validation, test } = candidate;
    const figures = { metric, validation, test, comparison, durationSeconds: secondsSinceStart() };
    return { status: 'published', version, dataset, promote, reason, ...figures };
  });
}

interface Verdict extends PromotionDecision {
  readonly seen: ChampionPointer | null;
  readonly comparison: Comparison | null;
}
type Training = ReturnType<typeof trainingActivities>;

async function judge(request: CandidateRequest, candidate: Candidate, training: Training): Promise<Verdict> {
  const seen = await publishing.readChampion(request.family);
  const comparison = seen === null ? 'first' : await compare(request, seen.champion.version, training);
  const isMeasured = typeof comparison !== 'string' && Number.isFinite(comparison.difference.value);
  // figures that do not exist are not passed on (JSON makes them null): the decision's reason says so
  return { seen, comparison: isMeasured ? comparison : null, ...decidePromotion(candidate, comparison) };
}

/** A champion that is damaged must not keep the next one from taking its place. */
async function compare(
  request: CandidateRequest,
  champion: string,
  training: Training,
): Promise<Comparison | 'damaged'> {
  try {
    return await training.compareWithChampion(request, champion);
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && DAMAGED.includes(cause.type ?? '')) return 'damaged';
    throw error;
  }
}

/** Moves the champion, unless somebody else did meanwhile: then the candidate is judged anew, against that champion. */
async function release(request: CandidateRequest, candidate: Candidate, first: Verdict, training: Training) {
  const { family, version } = request;
  let verdict = first;
  for (let round = 1; verdict.promote; round++) {
    const { seen, reason } = verdict;
    const move = await publishing.moveChampion({ family, version, reason, seen });
    if (move) {
      if (move.announcement) await announce(move.announcement);
      break;
    }
    if (round === PROMOTION_ROUNDS)
      return { ...verdict, promote: false, reason: `Not promoted: the champion was moved ${round} times meanwhile.` };
    verdict = await judge(request, candidate, training);
  }
  return verdict;
}

/** A workflow of its own tells of it and tries as long as it takes: this run waits only until that one has begun. */
async function announce(announcement: PromotionAnnouncement): Promise<void> {
  try {
    await startChild(ANNOUNCE_PROMOTION_WORKFLOW, {
      workflowId: announcementId(announcement),
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      parentClosePolicy: 'ABANDON',
      args: [announcement],
    });
  } catch (reason) {
    log.error('Nobody will be told of the promotion', { ...announcement, reason }); // the champion stays where it is
  }
}

/** What cannot be removed now is removed after the next run. */
async function tidyUp(family: string, version: string): Promise<void> {
  await publishing.tidyUp({ family, version }).catch((reason: unknown) => {
    log.warn('Could not remove what is of no more use', { family, version, reason });
  });
}

/** A run that fails or is cancelled before its manifest is written leaves no file, no collection and no checkpoint. */
async function orLeaveNothing<T>(family: string, version: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { consideredCancelled } = CancellationScope.current();
    await CancellationScope.nonCancellable(() => publishing.discardVersion({ family, version })).catch(
      (reason: unknown) => log.error('Could not remove what this run had written', { family, version, reason }),
    );
    // A worker that died while it was being cancelled is reported as a timeout: the run is cancelled all the same.
    if (consideredCancelled) throw new CancelledFailure('Retraining cancelled');
    throw error instanceof TemporalFailure ? error : unexpected(error);
  }
}

/** Anything but a failure would make Temporal try the same step of the workflow again, for ever. */
function unexpected(error: unknown): ApplicationFailure {
  const message = `Retraining met an error of its own: ${error instanceof Error ? error.message : String(error)}`;
  return ApplicationFailure.create({ message, nonRetryable: true, cause: error instanceof Error ? error : undefined });
}

/** One at a time, on workers that have TensorFlow. A silent worker is dead after some seconds; the next one goes on. */
function trainingActivities({ trainingTaskQueue, heartbeatTimeoutSeconds = HEARTBEAT_SECONDS }: TrainingWorkers) {
  return proxyActivities<TrainingActivities>({
    taskQueue: trainingTaskQueue,
    heartbeatTimeout: `${heartbeatTimeoutSeconds}s`, // they beat every second; loading a large model may block one for some
    startToCloseTimeout: '12 hours',
    retry: { initialInterval: '1s', maximumInterval: '1 minute', maximumAttempts: 10 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, // no cleaning up beneath a writer
  });
}

function showProgress(family: string, version: string): Progress {
  const progress = new Progress(family, version);
  setHandler(defineQuery<RetrainProgress>(PROGRESS_QUERY), () => progress.current);
  setHandler(defineSignal<[ProgressSignal]>(PROGRESS_SIGNAL), (signal) => progress.record(signal));
  return progress;
}

function secondsSinceStart(): number {
  return (Date.now() - workflowInfo().startTime.getTime()) / 1000;
}
