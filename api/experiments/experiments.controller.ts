import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res, Sse } from '@nestjs/common';
import type { MessageEvent, OnModuleDestroy } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Subject, takeUntil } from 'rxjs';
import type { Observable } from 'rxjs';
import { ErrorSchema } from '../errors/error.schema.js';
import { stateEvents } from '../live/state-events.js';
import {
  ExperimentDetailsSchema,
  ExperimentFilesSchema,
  ExperimentParametersSchema,
  ExperimentSchema,
  ExperimentStartSchema,
  ExperimentsQuerySchema,
  ExperimentsSchema,
} from './experiment.schema.js';
import type {
  Experiment,
  ExperimentDetails,
  ExperimentFiles,
  ExperimentParameters,
  ExperimentStart,
  ExperimentsQuery,
} from './experiment.schema.js';
import { ExperimentsService } from './experiments.service.js';

@ApiTags('Experiments')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api')
export class ExperimentsController implements OnModuleDestroy {
  /** Streams end with the application: it waits for every answer. */
  private readonly stopping = new Subject<void>();

  constructor(private readonly service: ExperimentsService) {}

  @Get('experiment-files')
  @ApiOperation({ summary: 'What can be tried: the files of experiments', operationId: 'listExperimentFiles' })
  @ApiOkResponse({ standardSchema: ExperimentFilesSchema })
  files(): Promise<ExperimentFiles> {
    return this.service.startable();
  }

  @Post('experiments')
  @HttpCode(202)
  @ApiOperation({ summary: 'Start the experiment of a file', operationId: 'startExperiment' })
  @ApiAcceptedResponse({ standardSchema: ExperimentSchema, headers: { Location: { schema: { type: 'string' } } } })
  async start(
    @Body({ schema: ExperimentStartSchema }) request: ExperimentStart,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Experiment> {
    const started = await this.service.start(request);
    response.location(`/api/experiments/${started.id}`);
    return started;
  }

  @Get('experiments')
  @ApiOperation({ summary: 'Experiments, newest first', operationId: 'listExperiments' })
  @ApiOkResponse({ standardSchema: ExperimentsSchema })
  async list(
    @Query({ schema: ExperimentsQuerySchema }) { limit }: ExperimentsQuery,
  ): Promise<{ experiments: Experiment[] }> {
    return { experiments: await this.service.list(limit) };
  }

  @Get('experiments/:id')
  @ApiOperation({ summary: 'One experiment, with its report once there is one', operationId: 'getExperiment' })
  @ApiOkResponse({ standardSchema: ExperimentDetailsSchema })
  experiment(@Param({ schema: ExperimentParametersSchema }) { id }: ExperimentParameters): Promise<ExperimentDetails> {
    return this.service.details(id);
  }

  @Get('experiments/:id/report.html')
  @ApiOperation({ summary: 'The report as one file to keep: pictures are in it', operationId: 'getExperimentReport' })
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async html(
    @Param({ schema: ExperimentParametersSchema }) { id }: ExperimentParameters,
    @Res() response: Response,
  ): Promise<void> {
    const report = await this.service.reportFile(id); // first: what goes wrong is told as JSON
    response.type('html').send(report);
  }

  @Sse('experiments/:id/events')
  @ApiOperation({
    summary: 'The experiment each time it changes (`event: experiment`, without its report), until its final state',
    operationId: 'watchExperiment',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async events(
    @Param({ schema: ExperimentParametersSchema }) { id }: ExperimentParameters,
  ): Promise<Observable<MessageEvent>> {
    const first = await this.service.summary(id); // an unknown id is a 404, not a stream that fails
    return stateEvents('experiment', first, () => this.service.summary(id)).pipe(takeUntil(this.stopping));
  }

  @Delete('experiments/:id')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel an experiment that runs; remove one that has ended, with all that it found',
    operationId: 'removeExperiment',
  })
  @ApiAcceptedResponse({ standardSchema: ExperimentParametersSchema })
  async remove(
    @Param({ schema: ExperimentParametersSchema }) { id }: ExperimentParameters,
  ): Promise<ExperimentParameters> {
    await this.service.remove(id);
    return { id };
  }

  onModuleDestroy(): void {
    this.stopping.next();
  }
}
