import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { AnalysesController } from './analyses/analyses.controller.js';
import { AnalysesService } from './analyses/analyses.service.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { DatasetsController } from './datasets/datasets.controller.js';
import { DatasetsService } from './datasets/datasets.service.js';
import { ErrorFilter } from './errors/error.filter.js';
import { RequestPipe } from './errors/request.pipe.js';
import { ExperimentsController } from './experiments/experiments.controller.js';
import { ExperimentsService } from './experiments/experiments.service.js';
import { FieldsReader } from './fields/fields-reader.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { PredictionsController } from './predictions/predictions.controller.js';
import { PredictionsService } from './predictions/predictions.service.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { RetrainingsController } from './retrainings/retrainings.controller.js';
import { UploadsController } from './uploads/uploads.controller.js';

@Module({
  controllers: [
    PredictionsController,
    RecommendationsController,
    CatalogueController,
    ModelsController,
    RetrainingsController,
    UploadsController,
    AnalysesController,
    ExperimentsController,
    DatasetsController,
    HealthController,
    MetricsController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useClass: RequestPipe },
    AnalysesService,
    DatasetsService,
    ExperimentsService,
    FieldsReader,
    HealthService,
    ModelsService,
    PredictionsService,
    RecommendationsService,
  ],
})
export class AppModule {
  /** The application over these platform providers: the real ones, or a test's. */
  static over(platform: DynamicModule): DynamicModule {
    return { module: AppModule, imports: [platform] };
  }
}
