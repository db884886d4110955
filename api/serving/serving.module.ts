import { Global, Module } from '@nestjs/common';
import { ModelRegistry } from '../../platform/model-registry.js';
import { VectorIndex } from '../../platform/vector-index.js';
import { Metrics } from '../metrics/metrics.js';
import { Families } from '../models/families.js';
import { ModelWatcher } from './model-watcher.js';
import { ServingSettings } from './serving-settings.js';
import { ServingSlots } from './serving-slots.js';
import { ThreadedVersionLoader, VersionLoader } from './version-loader.js';

/** What answers: a slot for each family, and the watcher that fills them. */
@Global()
@Module({
  providers: [
    Metrics,
    ModelWatcher,
    { provide: ServingSlots, useFactory: (families: Families) => new ServingSlots(families), inject: [Families] },
    {
      provide: VersionLoader,
      useFactory: (registry: ModelRegistry, index: VectorIndex, metrics: Metrics, { threads }: ServingSettings) =>
        new ThreadedVersionLoader(registry, index, metrics, threads),
      inject: [ModelRegistry, VectorIndex, Metrics, ServingSettings],
    },
  ],
  exports: [Metrics, ServingSlots],
})
export class ServingModule {}
