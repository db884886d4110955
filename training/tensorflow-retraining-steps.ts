import { InvalidDatasetError, MissingDataError } from '../models/dataset.js';
import { PlatformError } from '../platform/errors.js';
import type { Comparison } from '../platform/scorecard.js';
import { compareWithChampion } from './compare-with-champion.js';
import { embedCatalogue } from './embed-catalogue.js';
import { exportCandidate } from './export-candidate.js';
import { loadFamilyParts } from './family-parts.js';
import { readHyperparameters } from './hyperparameters.js';
import { prepareDataset } from './prepare-dataset.js';
import { recordGoldenInputs } from './record-golden.js';
import { RetrainingSteps } from './retraining-steps.js';
import type { Candidate, CandidateRequest, PreparedData, StepContext } from './retraining-steps.js';
import { trainCandidate } from './train-candidate.js';
import { featuresFolderOf } from './training-ports.js';
import type { TrainingPorts } from './training-ports.js';

/** The steps as they are done for real: TensorFlow.js trains, ONNX Runtime extracts features and checks the export. */
export class TensorflowRetrainingSteps extends RetrainingSteps {
  constructor(private readonly ports: TrainingPorts) {
    super();
  }

  override async prepareDataset(
    family: string,
    context: StepContext,
    hyperparameters: CandidateRequest['hyperparameters'] = {},
  ): Promise<PreparedData> {
    const parts = await loadFamilyParts(family);
    try {
      const settings = readHyperparameters(parts, { family, hyperparameters });
      const examples = await parts.examples(this.ports.dataFolder, settings);
      const ports = { ...this.ports, featuresFolder: featuresFolderOf(this.ports) };
      return await prepareDataset(parts.family, examples, ports, context);
    } catch (error) {
      if (error instanceof MissingDataError) return { dataset: null, tooFew: error.message };
      if (!(error instanceof InvalidDatasetError)) throw error;
      throw new PlatformError(error.code, 422, error.message, undefined, { cause: error });
    }
  }

  override async trainCandidate(request: CandidateRequest, context: StepContext): Promise<Candidate> {
    return trainCandidate(await loadFamilyParts(request.family), request, this.ports, context);
  }

  override async exportCandidate(
    request: CandidateRequest,
    context: StepContext,
  ): Promise<{ largestDifference: number }> {
    return exportCandidate(await loadFamilyParts(request.family), request, this.ports, context);
  }

  override async recordGoldenInputs(request: CandidateRequest): Promise<void> {
    return recordGoldenInputs(await loadFamilyParts(request.family), request, this.ports);
  }

  override async embedCatalogue(request: CandidateRequest): Promise<{ collection: string | null }> {
    return embedCatalogue(await loadFamilyParts(request.family), request, this.ports);
  }

  override async compareWithChampion(
    request: CandidateRequest,
    champion: string,
    context: StepContext,
  ): Promise<Comparison> {
    return compareWithChampion(await loadFamilyParts(request.family), request, champion, this.ports, context);
  }
}
