import type { FoldOutcome } from '../../platform/experiments/experiment.js';
import type { ArmCost } from '../../platform/experiments/report.js';
import { loadFamilyParts } from '../family-parts.js';
import type { StepContext } from '../retraining-steps.js';
import { ExperimentSteps } from './experiment-steps.js';
import type { FoldRequest, ReportRequest } from './experiment-steps.js';
import { learnFold } from './learn-fold.js';
import type { ExperimentPorts } from './learn-fold.js';
import { measureArm } from './measure-arm.js';
import { writeReport } from './write-report.js';

/** The steps as they are done for real. */
export class TensorflowExperimentSteps extends ExperimentSteps {
  constructor(private readonly ports: ExperimentPorts) {
    super();
  }

  override async learnFold(request: FoldRequest, context: StepContext): Promise<FoldOutcome> {
    return learnFold(await loadFamilyParts(request.family), request, this.ports, context);
  }

  override async measureArm(request: FoldRequest, context: StepContext): Promise<ArmCost> {
    return measureArm(await loadFamilyParts(request.family), request, this.ports, context);
  }

  override async writeReport(request: ReportRequest, context: StepContext) {
    const { plan } = await this.ports.experiments.record(request.experiment);
    return writeReport(await loadFamilyParts(plan.family), request, this.ports, context);
  }
}
