import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { imageType } from '../../models/image.js';
import { ErrorSchema } from '../errors/error.schema.js';
import { DatasetsService } from './datasets.service.js';
import {
  DatasetImageParametersSchema,
  DatasetSchema,
  DatasetsSchema,
  ProfileParametersSchema,
  ProfileRequestSchema,
} from './dataset.schema.js';
import type {
  Dataset,
  DatasetImageParameters,
  DatasetSummary,
  ProfileParameters,
  ProfileRequest,
} from './dataset.schema.js';

@ApiTags('Datasets')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api')
export class DatasetsController {
  constructor(private readonly service: DatasetsService) {}

  @Get('datasets')
  @ApiOperation({ summary: 'What each family learns from', operationId: 'listDatasets' })
  @ApiOkResponse({ standardSchema: DatasetsSchema })
  async list(): Promise<{ datasets: DatasetSummary[] }> {
    return { datasets: await this.service.list() };
  }

  @Post('datasets')
  @HttpCode(202)
  @ApiOperation({ summary: 'Look at the data of a family', operationId: 'lookAtDataset' })
  @ApiAcceptedResponse({ standardSchema: DatasetSchema, headers: { Location: { schema: { type: 'string' } } } })
  async look(
    @Body({ schema: ProfileRequestSchema }) request: ProfileRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Dataset> {
    const dataset = await this.service.look(request);
    response.location(`/api/datasets/${dataset.family}/${dataset.id}`);
    return dataset;
  }

  @Get('datasets/:family/:id')
  @ApiOperation({ summary: 'What was seen of a dataset, and whether somebody looks now', operationId: 'getDataset' })
  @ApiOkResponse({ standardSchema: DatasetSchema })
  dataset(@Param({ schema: ProfileParametersSchema }) parameters: ProfileParameters): Promise<Dataset> {
    return this.service.dataset(parameters);
  }

  @Get('dataset-images/:hash')
  @ApiOperation({ summary: 'An image of a dataset, by its sha256', operationId: 'getDatasetImage' })
  @ApiProduces('image/*')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async image(
    @Param({ schema: DatasetImageParametersSchema }) { hash }: DatasetImageParameters,
    @Res() response: Response,
  ): Promise<void> {
    const bytes = await this.service.image(hash);
    response.set({ 'Cache-Control': 'private, max-age=31536000, immutable' }); // its name is its content
    response.type(imageType(bytes) ?? 'application/octet-stream').send(Buffer.from(bytes));
  }
}
