import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Sse } from '@nestjs/common';
import type { MessageEvent, OnModuleDestroy } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Subject, takeUntil } from 'rxjs';
import type { Observable } from 'rxjs';
import { ErrorSchema } from '../errors/error.schema.js';
import { stateEvents } from '../live/state-events.js';
import { FamilyParametersSchema } from '../models/model.schema.js';
import type { FamilyParameters } from '../models/model.schema.js';
import {
  RetrainingCancelledSchema,
  RetrainingParametersSchema,
  RetrainingRequestSchema,
  RetrainingScheduleSchema,
  RetrainingSchema,
  RetrainingStartedSchema,
  RetrainingsQuerySchema,
  RetrainingsSchema,
} from './retraining.schema.js';
import type {
  Retraining,
  RetrainingParameters,
  RetrainingRequest,
  RetrainingSchedule,
  RetrainingStarted,
  RetrainingsQuery,
} from './retraining.schema.js';
import { Retrainings } from './retrainings.js';

@ApiTags('Retrainings')
@ApiResponse({ status: 'default', description: 'What went wrong', standardSchema: ErrorSchema })
@Controller('api')
export class RetrainingsController implements OnModuleDestroy {
  /** Streams end with the application: it waits for every answer. */
  private readonly stopping = new Subject<void>();

  constructor(private readonly retrainings: Retrainings) {}

  @Post('models/:family/retrainings')
  @HttpCode(202)
  @ApiOperation({ summary: 'Start a retraining', operationId: 'startRetraining' })
  @ApiAcceptedResponse({ standardSchema: RetrainingStartedSchema })
  async start(
    @Param({ schema: FamilyParametersSchema }) { family }: FamilyParameters,
    @Body({ schema: RetrainingRequestSchema }) request: RetrainingRequest,
  ): Promise<RetrainingStarted> {
    return (await this.retrainings.service()).start(family, request);
  }

  @Get('models/:family/schedule')
  @ApiOperation({ summary: 'When the family is retrained by itself', operationId: 'getSchedule' })
  @ApiOkResponse({ standardSchema: RetrainingScheduleSchema })
  async schedule(@Param({ schema: FamilyParametersSchema }) { family }: FamilyParameters): Promise<RetrainingSchedule> {
    return (await this.retrainings.service()).schedule(family);
  }

  @Get('retrainings')
  @ApiOperation({ summary: 'Retrainings, newest first', operationId: 'listRetrainings' })
  @ApiOkResponse({ standardSchema: RetrainingsSchema })
  async list(
    @Query({ schema: RetrainingsQuerySchema }) query: RetrainingsQuery,
  ): Promise<{ retrainings: Retraining[] }> {
    return { retrainings: await (await this.retrainings.service()).list(query) };
  }

  @Get('retrainings/:id')
  @ApiOperation({ summary: 'One retraining: progress, outcome, failure', operationId: 'getRetraining' })
  @ApiOkResponse({ standardSchema: RetrainingSchema })
  async retraining(@Param({ schema: RetrainingParametersSchema }) { id }: RetrainingParameters): Promise<Retraining> {
    return (await this.retrainings.service()).retraining(id);
  }

  @Sse('retrainings/:id/events')
  @ApiOperation({
    summary: 'The retraining each time it changes (`event: retraining`), until its final state',
    operationId: 'watchRetraining',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async events(
    @Param({ schema: RetrainingParametersSchema }) { id }: RetrainingParameters,
  ): Promise<Observable<MessageEvent>> {
    const service = await this.retrainings.service();
    const first = await service.retraining(id); // an unknown id is a 404, not a stream that fails
    return stateEvents('retraining', first, () => service.retraining(id)).pipe(takeUntil(this.stopping));
  }

  @Delete('retrainings/:id')
  @HttpCode(202)
  @ApiOperation({ summary: 'Cancel a retraining', operationId: 'cancelRetraining' })
  @ApiAcceptedResponse({ standardSchema: RetrainingCancelledSchema })
  async cancel(@Param({ schema: RetrainingParametersSchema }) { id }: RetrainingParameters): Promise<{ id: string }> {
    await (await this.retrainings.service()).cancel(id);
    return { id };
  }

  onModuleDestroy(): void {
    this.stopping.next();
  }
}
