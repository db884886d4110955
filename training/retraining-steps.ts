import type { BackboneReference, DatasetReference } from '../platform/manifest.js';
import type { Comparison, Interval, Metric } from '../platform/scorecard.js';

/** What a long step says while it works; the worker passes it on as heartbeat and to the workflow's progress query. */
export interface StepProgress {
  /** For people: "features of 1,200 of 3,550 posters". */
  readonly detail: string;
  /** After an epoch: what was reached. Absent for anything that is no epoch. */
  readonly epoch?: {
    /** Counted from 1 over all phases. */
    readonly epoch: number;
    readonly epochs: number;
    readonly phase: string;
    readonly loss: number;
    readonly validationLoss: number;
    readonly validationScore: number;
    /** Artifact key of the checkpoint that the epoch ended with. */
    readonly checkpoint: string;
  };
  readonly secondsLeft: number | null;
}

export interface StepContext {
  /** Called often (at least every few seconds); cheap. */
  readonly report: (progress: StepProgress) => void;
  /** Aborted when the run is cancelled or the worker shuts down: steps stop at the next batch and throw its reason. */
  readonly signal: AbortSignal;
}

export interface CandidateRequest {
  readonly family: string;
  readonly version: string;
  readonly dataset: DatasetReference;
  readonly hyperparameters: Readonly<Record<string, number | string | boolean>>;
  readonly seed: number;
}

export interface Candidate {
  readonly metric: Metric;
  readonly validation: Interval;
  readonly test: Interval;
  /** The same metric on validation for answering every example with the labels' training frequencies. */
  readonly baseline: number;
  /** What the weights were grown from, for the lineage. */
  readonly backbones: readonly BackboneReference[];
  /** All hyperparameters in force: the family's own, with the request's on top. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
}

/** `tooFew` says why not to train; without a dataset there is none of the family's data at all. */
export type PreparedData =
  | { readonly dataset: DatasetReference; readonly tooFew: string | null }
  | { readonly dataset: null; readonly tooFew: string };

/**
 * The long, TensorFlow-heavy parts of a retraining. Every step can be repeated: it writes the same keys, and
 * `trainCandidate` goes on from the checkpoint of the same version when one exists.
 */
export abstract class RetrainingSteps {
  /**
   * Reads the family's examples, splits them, writes the list as an artifact.
   * @param hyperparameters the request's, where one of them says what to read
   */
  abstract prepareDataset(
    family: string,
    context: StepContext,
    hyperparameters?: CandidateRequest['hyperparameters'],
  ): Promise<PreparedData>;
  /** Trains, chooses thresholds on validation, scores both splits; writes model.json, weights.bin, vocabulary.json, scorecard.json, model-card.md and event files. */
  abstract trainCandidate(request: CandidateRequest, context: StepContext): Promise<Candidate>;
  /** Writes model.onnx. @throws ParityError when it differs from TensorFlow.js by more than 1e-3 on 32 real inputs */
  abstract exportCandidate(request: CandidateRequest, context: StepContext): Promise<{ largestDifference: number }>;
  /** Writes golden.json: a few encoded inputs and the outputs that ONNX Runtime gave for them. */
  abstract recordGoldenInputs(request: CandidateRequest, context: StepContext): Promise<void>;
  /** Fills the collection with this version's embeddings of the catalogue; null when the family does not recommend. */
  abstract embedCatalogue(request: CandidateRequest, context: StepContext): Promise<{ collection: string | null }>;
  /** The served champion and the candidate on the same validation examples, by paired bootstrap; null without a champion. */
  abstract compareWithChampion(request: CandidateRequest, champion: string, context: StepContext): Promise<Comparison>;
}
