import type { components } from './schema';

/** The API's words, as its OpenAPI document defines them. */
type Schemas = components['schemas'];

export type ErrorBody = Schemas['ErrorBody'];
export type FamilySummary = Schemas['FamilySummary'];
export type InputField = Schemas['InputField'];
export type Interval = Schemas['Interval'];
export type VersionSummary = Schemas['VersionSummary'];
export type VersionDetails = Schemas['VersionDetails'];
export type Scorecard = Schemas['Scorecard'];
export type SplitScore = Schemas['SplitScore'];
export type LabelScore = Schemas['LabelScore'];
export type ConfusionMatrix = Schemas['ConfusionMatrix'];
export type Lineage = Schemas['Lineage'];
export type Metric = FamilySummary['headline'];
export type Retraining = Schemas['Retraining'];
export type RetrainProgress = Schemas['RetrainProgress'];
export type EpochReport = Schemas['EpochReport'];
export type RetrainOutcome = NonNullable<Retraining['outcome']>;
export type Comparison = Schemas['Comparison'];
export type Schedule = Schemas['Schedule'];
export type PredictionAnswer = Schemas['PredictionAnswer'];
export type DetectedObject = Schemas['DetectedObject'];
export type LabelProbability = Schemas['LabelProbability'];
export type Recommendation = Schemas['Recommendation'];
export type Analysis = Schemas['Analysis'];
export type AnalysisDetails = Schemas['AnalysisDetails'];
export type Shot = Schemas['ShotWithThumbnail'];
export type Experiment = Schemas['Experiment'];
export type ExperimentDetails = Schemas['ExperimentDetails'];
export type ExperimentReport = Schemas['ExperimentReport'];
export type ArmReport = Schemas['ArmReport'];
export type CatalogueMovie = Schemas['CatalogueMovie'];

/** Field name -> what the person handed in. */
export type Fields = Readonly<Record<string, File | string>>;

export type Dataset = Schemas['Dataset'];
export type DatasetName = Pick<Dataset, 'family' | 'id'>;
export type DatasetSummary = Schemas['DatasetSummary'];
export type DatasetProfile = Schemas['DatasetProfile'];
export type DatasetSample = DatasetProfile['samples'][number];
export type DatasetPair = DatasetProfile['duplicates']['first'][number];
export type Histogram = Schemas['Histogram'];
