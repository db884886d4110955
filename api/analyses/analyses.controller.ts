import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, Sse } from '@nestjs/common';
import type { MessageEvent, OnModuleDestroy } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Subject, takeUntil } from 'rxjs';
import type { Observable } from 'rxjs';
import { AnalysisStore } from '../../platform/videos/analysis-store.js';
import { UploadStore } from '../../platform/videos/upload-store.js';
import { ErrorSchema } from '../errors/error.schema.js';
import { stateEvents } from '../live/state-events.js';
import { AnalysesService } from './analyses.service.js';
import {
  AnalysesQuerySchema,
  AnalysesSchema,
  AnalysisDetailsSchema,
  AnalysisParametersSchema,
  AnalysisRequestSchema,
  AnalysisSchema,
  ExportQuerySchema,
  ThumbnailParametersSchema,
} from './analysis.schema.js';
import type {
  AnalysesQuery,
  Analysis,
  AnalysisDetails,
  AnalysisParameters,
  AnalysisRequest,
  ExportQuery,
  ThumbnailParameters,
} from './analysis.schema.js';
import { sendVideo } from './send-video.js';
import { shotsCsv } from './shots-csv.js';

const BYTES = { schema: { type: 'string' as const, format: 'binary' } };

@ApiTags('Analyses')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api/analyses')
export class AnalysesController implements OnModuleDestroy {
  /** Streams end with the application: it waits for every answer. */
  private readonly stopping = new Subject<void>();

  constructor(
    private readonly service: AnalysesService,
    private readonly uploads: UploadStore,
    private readonly analyses: AnalysisStore,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Find the shots of an uploaded video', operationId: 'startAnalysis' })
  @ApiAcceptedResponse({ standardSchema: AnalysisSchema, headers: { Location: { schema: { type: 'string' } } } })
  async start(
    @Body({ schema: AnalysisRequestSchema }) request: AnalysisRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Analysis> {
    const started = await this.service.start(request);
    response.location(`/api/analyses/${started.id}`);
    return started;
  }

  @Get()
  @ApiOperation({ summary: 'Analyses, newest first', operationId: 'listAnalyses' })
  @ApiOkResponse({ standardSchema: AnalysesSchema })
  async list(@Query({ schema: AnalysesQuerySchema }) { limit }: AnalysesQuery): Promise<{ analyses: Analysis[] }> {
    return { analyses: await this.service.list(limit) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One analysis with the shots found so far', operationId: 'getAnalysis' })
  @ApiOkResponse({ standardSchema: AnalysisDetailsSchema })
  analysis(@Param({ schema: AnalysisParametersSchema }) { id }: AnalysisParameters): Promise<AnalysisDetails> {
    return this.service.details(id);
  }

  @Sse(':id/events')
  @ApiOperation({
    summary: 'The analysis each time it changes (`event: analysis`, without its shots), until its final state',
    operationId: 'watchAnalysis',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async events(
    @Param({ schema: AnalysisParametersSchema }) { id }: AnalysisParameters,
  ): Promise<Observable<MessageEvent>> {
    const first = await this.service.summary(id); // an unknown id is a 404, not a stream that fails
    return stateEvents('analysis', first, () => this.service.summary(id)).pipe(takeUntil(this.stopping));
  }

  @Get(':id/thumbnails/:shot')
  @ApiOperation({ summary: 'A picture of a shot', operationId: 'getThumbnail' })
  @ApiProduces('image/webp')
  @ApiOkResponse(BYTES)
  async thumbnail(
    @Param({ schema: ThumbnailParametersSchema }) { id, shot }: ThumbnailParameters,
    @Res() response: Response,
  ): Promise<void> {
    const webp = await this.analyses.thumbnail(id, shot);
    response.set({ 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=86400' }).send(Buffer.from(webp));
  }

  @Get(':id/video')
  @ApiOperation({ summary: 'The video, or the part of it that Range asks for', operationId: 'getVideo' })
  @ApiProduces('video/mp4', 'video/webm', 'video/ogg')
  @ApiOkResponse(BYTES)
  @ApiResponse({ status: 206, description: 'A part', content: { 'video/*': BYTES } })
  async video(
    @Param({ schema: AnalysisParametersSchema }) { id }: AnalysisParameters,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendVideo(request, response, this.uploads, await this.service.video(id));
  }

  @Get(':id/export')
  @ApiOperation({ summary: 'The shots as a file: JSON, or CSV for spreadsheets', operationId: 'exportAnalysis' })
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse(BYTES)
  async export(
    @Param({ schema: AnalysisParametersSchema }) { id }: AnalysisParameters,
    @Query({ schema: ExportQuerySchema }) { format }: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const details = await this.service.details(id);
    response.attachment(`shots-${id}.${format}`);
    if (format === 'json') return void response.send(JSON.stringify(details, null, 2));
    response.send(shotsCsv(details.shots));
  }

  @Delete(':id')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Remove an analysis and its video; one that runs is stopped',
    operationId: 'removeAnalysis',
  })
  @ApiAcceptedResponse({ standardSchema: AnalysisParametersSchema })
  async remove(@Param({ schema: AnalysisParametersSchema }) { id }: AnalysisParameters): Promise<AnalysisParameters> {
    await this.service.remove(id);
    return { id };
  }

  onModuleDestroy(): void {
    this.stopping.next();
  }
}
