import { Global, Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { ArtifactStore } from '../platform/artifact-store.js';
import { dataFolder } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { VectorIndex } from '../platform/vector-index.js';
import { MovieCatalogue } from './catalogue/movie-catalogue.js';
import { Metrics } from './metrics/metrics.js';
import { Families } from './models/families.js';
import type { Platform } from './platform.js';
import { PromotionAnnouncer } from './promotions/promotion-announcer.js';
import { Retrainings } from './retrainings/retrainings.js';
import { LeaseKeeper } from './serving/lease-keeper.js';
import { ModelWatcher } from './serving/model-watcher.js';
import { ServingSlots } from './serving/serving-slots.js';

/** Hands the platform to Nest, and begins and ends with it. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(ModelWatcher) private readonly watcher: ModelWatcher,
    @Inject(LeaseKeeper) private readonly leaseKeeper: LeaseKeeper,
    @Inject(Retrainings) private readonly retrainings: Retrainings,
    @Inject(PromotionAnnouncer) private readonly announcer: PromotionAnnouncer,
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
      { provide: Retrainings, useFactory: () => new Retrainings(families, settings) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  onApplicationBootstrap(): void {
    void this.watcher.start();
    this.leaseKeeper.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.watcher.stop(), this.leaseKeeper.stop(), this.retrainings.close(), this.announcer.close()]);
  }
}

/** With a connection of its own, made when the first champion is promoted by hand: see Retrainings for why so late. */
function promotionAnnouncer(settings: Settings, metrics: Metrics): PromotionAnnouncer {
  const open = async () => (await import('./retrainings/temporal-gateway.js')).TemporalGateway.open(settings);
  return new PromotionAnnouncer(settings.promotionWebhook !== undefined, open, metrics);
}
