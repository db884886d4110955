import { Global, Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { Client, Connection } from '@temporalio/client';
import { loadFamilies } from '../models/catalog.js';
import { artifactStore, vectorIndex } from '../platform/adapters.js';
import { ArtifactStore } from '../platform/artifact-store.js';
import { dataFolder } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { VectorIndex } from '../platform/vector-index.js';
import { MovieCatalogue } from './catalogue/movie-catalogue.js';
import { Families } from './models/families.js';
import { TemporalGateway } from './retrainings/temporal-gateway.js';
import { ServingSettings } from './serving/serving-settings.js';

/** The world outside, as the settings say: the only Nest file that names adapters. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(TemporalGateway) private readonly temporal: TemporalGateway) {}

  static with(settings: Settings): DynamicModule {
    const providers = [
      { provide: ServingSettings, useValue: ServingSettings.from(settings) },
      { provide: ArtifactStore, useFactory: () => artifactStore(settings) },
      {
        provide: VectorIndex,
        useFactory: (store: ArtifactStore) => vectorIndex(settings, store),
        inject: [ArtifactStore],
      },
      {
        provide: ModelRegistry,
        useFactory: (store: ArtifactStore) => new ModelRegistry(store),
        inject: [ArtifactStore],
      },
      { provide: Families, useFactory: async () => new Families(await loadFamilies()) },
      { provide: MovieCatalogue, useFactory: () => new MovieCatalogue(dataFolder(settings)) },
      { provide: TemporalGateway, useFactory: () => temporalGateway(settings) },
    ];
    return { module: PlatformModule, providers, exports: providers.map(({ provide }) => provide) };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.temporal.close();
  }
}

/** Connects when it is first asked: the API answers while Temporal is down. */
function temporalGateway(settings: Settings): TemporalGateway {
  const connection = Connection.lazy({ address: settings.TEMPORAL_ADDRESS, connectTimeout: '2s' });
  const client = new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
  return new TemporalGateway(client, settings.MARQUEE_TASK_QUEUE);
}
