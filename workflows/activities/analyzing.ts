import type { AnalysisStore } from '../../platform/videos/analysis-store.js';
import type { AnalysisRecord } from '../../platform/videos/analysis.js';
import type { UploadStore } from '../../platform/videos/upload-store.js';
import { analyzeVideo } from '../../video/analyze-video.js';
import type { AnalysisPorts, ShotProgress } from '../../video/analyze-video.js';
import { ANALYSIS_PROGRESS_SIGNAL } from '../analyzing.js';
import type { AnalysisProgressSignal, AnalyzeOutcome } from '../analyzing.js';
import { LatestBuffer } from './latest-buffer.js';
import { runStep } from './run-step.js';

/** How analysis workers are reached: settings of the installation, not of whoever asks for an analysis. */
export interface AnalysisWorkers {
  readonly analysisTaskQueue: string;
  /** One that is silent for so long is taken for dead. */
  readonly heartbeatTimeoutSeconds: number;
}

/** The short steps around an analysis. Each can be repeated. */
export function createAnalysisRecordActivities(
  { analyses, uploads }: { readonly analyses: AnalysisStore; readonly uploads: UploadStore },
  workers: AnalysisWorkers,
) {
  return {
    beginAnalysis: (): Promise<AnalysisWorkers> => Promise.resolve(workers),
    endAnalysis: (id: string, ending: Pick<AnalysisRecord, 'failure' | 'shotCount'>) => analyses.end(id, ending),
    discardAnalysis: (id: string) => analyses.removeWithUpload(id, uploads),
  };
}
export type AnalysisRecordActivities = ReturnType<typeof createAnalysisRecordActivities>;

/** The long step, for a worker that can read videos. */
export function createAnalyzingActivities(ports: AnalysisPorts) {
  return {
    analyzeVideo: (id: string): Promise<AnalyzeOutcome> =>
      runStep((context) => analyzeVideo(id, ports, context), shotTelling()),
  };
}
export type AnalyzingActivities = ReturnType<typeof createAnalyzingActivities>;

type Progress = ShotProgress & { readonly nextFrame: number };

function shotTelling() {
  const buffer = new LatestBuffer<Progress>();
  let shots = 0;
  return {
    signalName: ANALYSIS_PROGRESS_SIGNAL,
    buffer: {
      add: (progress: Progress) => buffer.add(progress),
      isDue: () => buffer.isDue(),
      take: (): AnalysisProgressSignal | undefined => signalOf(buffer.take()),
    },
    beginning: { shots: 0, secondsDone: 0, secondsTotal: null, nextFrame: 0 },
    checkpointOf: (progress: Progress) => {
      if (progress.shots === shots) return undefined;
      shots = progress.shots;
      return { details: { shots, nextFrame: progress.nextFrame }, line: lineOf(progress) };
    },
  };
}

function signalOf(progress: Progress | undefined): AnalysisProgressSignal | undefined {
  if (progress === undefined) return undefined;
  const { shots, secondsDone, secondsTotal } = progress;
  return { shots, secondsDone, secondsTotal };
}

function lineOf({ shots, secondsDone, secondsTotal }: Progress): string {
  const length = secondsTotal === null ? '' : ` of ${secondsTotal.toFixed(1)} s`;
  return `shot ${shots} ends at ${secondsDone.toFixed(1)} s${length}`;
}
