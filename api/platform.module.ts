import { Global, Inject, Logger, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ArtifactStore } from '../platform/artifact-store.js';
import { dataFolder } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { ProfileStore } from '../platform/datasets/profile-store.js';
import { ExperimentStore } from '../platform/experiments/experiment-store.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { VectorIndex } from '../platform/vector-index.js';
import { AnalysisStore } from '../platform/videos/analysis-store.js';
import { UploadStore } from '../platform/videos/upload-store.js';
import { AnalysisRuns } from './analyses/analysis-runs.js';
import { MovieCatalogue } from './catalogue/movie-catalogue.js';
import { ProfileRuns } from './datasets/profile-runs.js';
import { DefinitionFiles } from './experiments/definition-files.js';
import { ExperimentRuns } from './experiments/experiment-runs.js';
import { Metrics } from './metrics/metrics.js';
import { Families } from './models/families.js';
import type { Platform } from './platform.js';
import { PromotionAnnouncer } from './promotions/promotion-announcer.js';
import { Retrainings } from './retrainings/retrainings.js';
import { LeaseKeeper } from './serving/lease-keeper.js';
import { ModelWatcher } from './serving/model-watcher.js';
import { ServingSlots } from './serving/serving-slots.js';
import { TusDataStore } from './uploads/tus-data-store.js';
import { TusServer } from './uploads/tus-server.js';
import { UploadSweeper } from './uploads/upload-sweeper.js';

/** Hands the platform to Nest, and begins and ends with it. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ModelWatcher) private readonly watcher: ModelWatcher,
    @Inject(LeaseKeeper) private readonly leaseKeeper: LeaseKeeper,
    @Inject(Retrainings) private readonly retrainings: Retrainings,
    @Inject(PromotionAnnouncer) private readonly announcer: PromotionAnnouncer,
    @Inject(AnalysisRuns) private readonly analysisRuns: AnalysisRuns,
    @Inject(ExperimentRuns) private readonly experimentRuns: ExperimentRuns,
    @Inject(ProfileRuns) private readonly profileRuns: ProfileRuns,
    @Inject(UploadSweeper) private readonly uploadSweeper: UploadSweeper,
  ) {}

  static with({
    settings,
    store,
    index,
    registry,
    families,
    metrics,
    slots,
    watcher,
    leaseKeeper,
  }: Platform): DynamicModule {
    const [uploads, analyses] = [new UploadStore(store), new AnalysisStore(store)];
    const providers = [
      { provide: ArtifactStore, useValue: store },
      { provide: VectorIndex, useValue: index },
      { provide: ModelRegistry, useValue: registry },
      { provide: Families, useValue: families },
      { provide: Metrics, useValue: metrics },
      { provide: ServingSlots, useValue: slots },
      { provide: ModelWatcher, useValue: watcher },
      { provide: LeaseKeeper, useValue: leaseKeeper },
      { provide: MovieCatalogue, useFactory: () => new MovieCatalogue(dataFolder(settings)) },
      { provide: PromotionAnnouncer, useFactory: () => promotionAnnouncer(settings, metrics) },
      { provide: UploadStore, useValue: uploads },
      { provide: AnalysisStore, useValue: analyses },
      { provide: UploadSweeper, useFactory: () => new UploadSweeper(uploads, analyses) },
      { provide: TusServer, useFactory: () => tusServer(uploads, analyses, metrics) },
      ...[AnalysisRuns, ExperimentRuns, ProfileRuns].map((Runs) => ({
        provide: Runs,
        useFactory: () => new Runs(opening(settings)),
      })),
      { provide: ExperimentStore, useValue: new ExperimentStore(store) },
      { provide: DefinitionFiles, useValue: new DefinitionFiles(settings.MARQUEE_EXPERIMENTS, families) },
      { provide: ProfileStore, useValue: new ProfileStore(store) },
      { provide: Retrainings, useFactory: () => new Retrainings(families, settings) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  onApplicationBootstrap(): void {
    void this.watcher.start();
    this.leaseKeeper.start();
    this.uploadSweeper.start();
  }

  async onApplicationShutdown(): Promise<void> {
    this.uploadSweeper.stop();
    const connected = [this.retrainings, this.announcer, this.analysisRuns, this.experimentRuns, this.profileRuns];
    await Promise.all([this.watcher.stop(), this.leaseKeeper.stop(), ...connected.map((one) => one.close())]);
  }
}

/** With a connection of its own, made when the first champion is promoted by hand. */
function promotionAnnouncer(settings: Settings, metrics: Metrics): PromotionAnnouncer {
  return new PromotionAnnouncer(settings.promotionWebhook !== undefined, opening(settings), metrics);
}

/** Reaches for Temporal when it is called: see Retrainings for why so late. */
function opening(settings: Settings) {
  return async () => (await import('./retrainings/temporal-gateway.js')).TemporalGateway.open(settings);
}

function tusServer(uploads: UploadStore, analyses: AnalysisStore, metrics: Metrics): TusServer {
  const logger = new Logger('Uploads');
  const store = new TusDataStore(uploads, analyses, (bytes) => metrics.uploadedBytes.inc(bytes));
  return new TusServer(store, (error) => logger.error(error instanceof Error ? error.stack : String(error)));
}
